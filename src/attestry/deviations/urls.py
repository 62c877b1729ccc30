"""Addresses of this room: the firm's, management's, and the page of later events that both see."""

from __future__ import annotations

from django.urls import path

from attestry.deviations.views import deviation, events, listing, management

_AT = "engagements/<int:number>/"
_FIRM = f"{_AT}firm/deviations/"
_SHARED = f"{_AT}management/deviations/"

urlpatterns = [
    path(_FIRM, listing.deviations, name="deviations"),
    path(f"{_FIRM}raise/<slug:what>/", listing.deviations_raise, name="deviations_raise"),
    path(f"{_FIRM}<int:which>/", deviation.deviation, name="deviation"),
    path(f"{_FIRM}<int:which>/write/<slug:what>/", deviation.deviation_write, name="deviation_write"),
    path(_SHARED, management.deviations_shared, name="deviations_shared"),
    path(f"{_SHARED}<int:which>/respond/", management.deviation_respond, name="deviation_respond"),
    path(f"{_AT}later-events/", events.later_events, name="later_events"),
    path(f"{_AT}firm/later-events/ask/", events.later_events_ask, name="later_events_ask"),
    path(f"{_AT}firm/later-events/<int:pk>/weigh/", events.later_events_weigh, name="later_events_weigh"),
    path(
        f"{_AT}management/later-events/<int:pk>/answer/",
        events.later_events_answer,
        name="later_events_answer",
    ),
]
