"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.continuity.views import around, capacity, importing, plans, tests

urlpatterns = [
    path("continuity/", plans.continuity, name="continuity"),
    path("continuity/plans/new/", plans.recovery_plan_new, name="recovery_plan_new"),
    path("continuity/plans/together/", around.recovery_plans_together, name="recovery_plans_together"),
    path("continuity/plans/<int:pk>/", plans.recovery_plan, name="recovery_plan"),
    path("continuity/plans/<int:pk>/edit/", plans.recovery_plan_edit, name="recovery_plan_edit"),
    path("continuity/plans/<int:pk>/approve/", plans.recovery_plan_approve, name="recovery_plan_approve"),
    path("continuity/plans/<int:pk>/retire/", plans.recovery_plan_retire, name="recovery_plan_retire"),
    path("continuity/plans/<int:pk>/resume/", plans.recovery_plan_resume, name="recovery_plan_resume"),
    path("continuity/tests/", tests.recovery_tests, name="recovery_tests"),
    path("continuity/tests/new/", tests.recovery_test_new, name="recovery_test_new"),
    path("continuity/tests/<int:pk>/", tests.recovery_test, name="recovery_test"),
    path("continuity/capacity/", capacity.capacity, name="capacity"),
    path("continuity/capacity/new/", capacity.forecast_new, name="forecast_new"),
    path("continuity/capacity/<int:pk>/", capacity.capacity_of, name="capacity_of"),
    path("continuity/capacity/<int:pk>/edit/", capacity.forecast_edit, name="forecast_edit"),
    path("continuity/capacity/<int:pk>/load/", capacity.load_test_new, name="load_test_new"),
    path("continuity/capacity/<int:pk>/end/", capacity.capacity_end, name="capacity_end"),
    path("continuity/actions/<str:kind>/<int:pk>/", around.continuity_action, name="continuity_action"),
    path("continuity/import/<str:kind>/", importing.continuity_import, name="continuity_import"),
]
