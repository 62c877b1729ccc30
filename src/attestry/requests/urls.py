"""Addresses of this room."""

from __future__ import annotations

from django.urls import path, re_path

from attestry.requests.views import asking, listing, request

_AT = "engagements/<int:number>/"

urlpatterns = [
    path(f"{_AT}requests/", listing.requests, name="requests"),
    path(f"{_AT}requests-from-the-library/", asking.requests_tailor, name="requests_tailor"),
    path(f"{_AT}requests-import/", asking.requests_import, name="requests_import"),
    path(f"{_AT}requests-bulk/", asking.requests_bulk, name="requests_bulk"),
    path(f"{_AT}requests-new/", asking.request_new, name="request_new"),
    path(f"{_AT}requests/<slug:which>/", request.request_one, name="request"),
    re_path(
        r"^engagements/(?P<number>[0-9]+)/management/requests/(?P<which>[-\w]+)/"
        r"(?P<verb>attach|hand-in|take-back|submit|cannot-provide|assign)/$",
        request.request_answer,
        name="request_answer",
    ),
    re_path(
        r"^engagements/(?P<number>[0-9]+)/firm/requests/(?P<which>[-\w]+)/(?P<verb>accept|return)/$",
        request.request_judge,
        name="request_judge",
    ),
    re_path(
        r"^engagements/(?P<number>[0-9]+)/requests/(?P<which>[-\w]+)/"
        r"(?P<verb>comment|withdraw|reschedule)/$",
        request.request_change,
        name="request_change",
    ),
]
