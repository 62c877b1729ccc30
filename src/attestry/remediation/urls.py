"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.remediation.views import acceptances, drawing, gaps, importing, listing, moving, plan, trackers

urlpatterns = [
    path("tasks/", listing.tasks, name="tasks"),
    path("my-tasks/", listing.my_tasks, name="my_tasks"),
    path("tasks/add/", listing.task_add, name="task_add"),
    path("tasks/import/", importing.tasks_import, name="tasks_import"),
    path("tasks/bulk/", listing.tasks_bulk, name="tasks_bulk"),
    path("tasks/bulk/<int:pk>/undo/", listing.tasks_undo, name="tasks_undo"),
    path("tasks/plan/", plan.task_plan, name="task_plan"),
    path("tasks/trackers/", trackers.trackers, name="trackers"),
    path("tasks/trackers/<int:pk>/remove/", trackers.tracker_remove, name="tracker_remove"),
    path("tasks/trackers/<int:pk>/rule/", trackers.tracker_rule, name="tracker_rule"),
    path("tasks/trackers/<int:pk>/ask/", trackers.tracker_ask, name="tracker_ask"),
    path("tasks/<int:pk>/", moving.task, name="task"),
    path("tasks/<int:pk>/edit/", moving.task_edit, name="task_edit"),
    path("tasks/<int:pk>/move/", moving.task_move, name="task_move"),
    path("tasks/<int:pk>/needs/", moving.task_needs, name="task_needs"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/make/", drawing.gaps_make, name="gaps_make"),
    path("acceptances/", acceptances.acceptance_list, name="acceptances"),
]
