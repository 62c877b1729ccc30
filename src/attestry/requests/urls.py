"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.requests.views import asking, listing, request

_AT = "engagements/<int:number>/"

urlpatterns = [
    path(f"{_AT}requests/", listing.requests, name="requests"),
    path(f"{_AT}requests-from-the-library/", asking.requests_tailor, name="requests_tailor"),
    path(f"{_AT}requests-import/", asking.requests_import, name="requests_import"),
    path(f"{_AT}requests-bulk/", asking.requests_bulk, name="requests_bulk"),
    path(f"{_AT}requests-new/", asking.request_new, name="request_new"),
    path(f"{_AT}requests/<slug:which>/", request.request_one, name="request"),
    path(
        f"{_AT}management/requests/<slug:which>/<slug:verb>/", request.request_answer, name="request_answer"
    ),
    path(f"{_AT}firm/requests/<slug:which>/<slug:verb>/", request.request_judge, name="request_judge"),
    path(f"{_AT}requests/<slug:which>/<slug:verb>/", request.request_change, name="request_change"),
]
