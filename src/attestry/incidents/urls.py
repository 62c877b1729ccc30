"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.incidents.views import (
    editing,
    exercises,
    following,
    importing,
    incident,
    listing,
    notices,
)

urlpatterns = [
    path("incidents/", listing.incidents, name="incidents"),
    path("incidents/report/", listing.incident_report, name="incident_report"),
    path("incidents/together/", listing.incidents_together, name="incidents_together"),
    path("incidents/together/<int:pk>/undo/", listing.incidents_undo, name="incidents_undo"),
    path("incidents/import/", importing.incidents_import, name="incidents_import"),
    path("incidents/exercises/", exercises.incident_exercises, name="incident_exercises"),
    path("incidents/exercises/new/", exercises.incident_exercise_new, name="incident_exercise_new"),
    path("incidents/exercises/<int:pk>/", exercises.incident_exercise, name="incident_exercise"),
    path(
        "incidents/exercises/<int:pk>/edit/", exercises.incident_exercise_edit, name="incident_exercise_edit"
    ),
    path(
        "incidents/exercises/<int:pk>/follow-up/",
        exercises.incident_exercise_follow_up,
        name="incident_exercise_follow_up",
    ),
    path("incidents/<int:pk>/", incident.incident, name="incident"),
    path("incidents/<int:pk>/edit/", editing.incident_edit, name="incident_edit"),
    path("incidents/<int:pk>/write/<str:deed>/", incident.incident_write, name="incident_write"),
    path("incidents/<int:pk>/reach/<str:state>/", incident.incident_reach, name="incident_reach"),
    path("incidents/steps/<int:pk>/", incident.incident_step, name="incident_step"),
    path("incidents/notices/<int:pk>/", notices.incident_notice, name="incident_notice"),
    path("incidents/follow-ups/<int:pk>/", following.incident_follow_up, name="incident_follow_up"),
    path(
        "incidents/follow-ups/<int:pk>/change/",
        following.incident_follow_up_change,
        name="incident_follow_up_change",
    ),
]
