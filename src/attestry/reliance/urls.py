"""Addresses of this room: readers' below ``/trust/reading/``, management's below ``/reader-questions/``."""

from __future__ import annotations

from django.urls import path

from attestry.reliance.views import managing, mapping, questions, reading

_GRANT = "trust/reading/<uuid:key>/"

urlpatterns = [
    path("trust/reading/", reading.reading, name="reading"),
    path(_GRANT, reading.report_read, name="report_read"),
    path(f"{_GRANT}controls/", mapping.own_controls, name="own_controls"),
    path(f"{_GRANT}controls.csv", mapping.own_controls_file, {"form": "csv"}, name="own_controls_csv"),
    path(
        f"{_GRANT}controls.oscal.json",
        mapping.own_controls_file,
        {"form": "oscal"},
        name="own_controls_oscal",
    ),
    path(f"{_GRANT}questions/", questions.report_questions, name="report_questions"),
    path(f"{_GRANT}letter/", questions.letter_ask, name="letter_ask"),
    path("reader-questions/", managing.reader_questions, name="reader_questions"),
    path("reader-questions/<uuid:key>/", managing.reader_question, name="reader_question"),
]
