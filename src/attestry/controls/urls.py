"""Addresses of this room: acts on controls, and what controls are for. Status stands in readiness."""

from __future__ import annotations

from django.urls import path

from attestry.controls.views import commitments, components, designs, standing, writing

urlpatterns = [
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<str:key>/", commitments.commitment, name="commitment"),
    path("commitments/<str:key>/withdraw/", commitments.withdraw, name="commitment_withdraw"),
    path("commitments/<str:key>/controls/", commitments.link, name="commitment_link"),
    path("scope/boundary/<int:pk>/controls/", components.component_controls, name="component_controls"),
    path("controls/design/sign-off/", designs.control_designs, name="control_designs"),
    path("controls/own/new/", writing.control_new, name="control_new"),
    path("controls/scope/adopt/", standing.control_adopt_all, name="control_adopt_all"),
    path("controls/<str:key>/edit/", writing.control_edit, name="control_edit"),
    path("controls/<str:key>/adopt/", standing.control_adopt, name="control_adopt"),
    path("controls/<str:key>/owner/", standing.control_owner, name="control_owner"),
    path("controls/<str:key>/go-live/", standing.control_go_live, name="control_go_live"),
    path("controls/<str:key>/retire/", standing.control_retire, name="control_retire"),
]
