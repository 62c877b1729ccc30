"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.incidents.views import exercises, incident, listing

urlpatterns = [
    path("incidents/", listing.incidents, name="incidents"),
    path("incidents/report/", listing.incident_report, name="incident_report"),
    path("incidents/exercises/", exercises.incident_exercises, name="incident_exercises"),
    path(
        "incidents/exercises/<int:pk>/follow-up/",
        exercises.incident_exercise_follow_up,
        name="incident_exercise_follow_up",
    ),
    path("incidents/<int:pk>/", incident.incident, name="incident"),
    path("incidents/<int:pk>/write/<str:deed>/", incident.incident_write, name="incident_write"),
    path("incidents/<int:pk>/reach/<str:state>/", incident.incident_reach, name="incident_reach"),
    path("incidents/done/<str:kind>/<int:pk>/", incident.incident_done, name="incident_done"),
]
