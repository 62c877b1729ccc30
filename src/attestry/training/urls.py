"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.training.views import campaigns, courses, importing, keeping, taking

urlpatterns = [
    path("training/", courses.training, name="training"),
    path("training/new/", keeping.course_new, name="course_new"),
    path("training/import/", importing.completions_import, name="completions_import"),
    path("training/remind/", keeping.training_remind, name="training_remind"),
    path("training/phishing/", campaigns.phishing, name="phishing"),
    path("training/phishing/import/", campaigns.phishing_import, name="phishing_import"),
    path("training/phishing/<int:pk>/", campaigns.phishing_campaign, name="phishing_campaign"),
    path("training/courses/<slug:key>/", courses.course, name="course"),
    path("training/courses/<slug:key>/content/", keeping.course_edit, name="course_edit"),
    path("training/courses/<slug:key>/assign/", keeping.course_assign, name="course_assign"),
    path("training/courses/<slug:key>/take/", taking.course_take, name="course_take"),
]
