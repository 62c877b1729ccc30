"""Addresses of this room: strangers' and readers' below ``/trust/``, management's below ``/readers/``."""

from __future__ import annotations

from django.urls import path

from attestry.readers.views import asking, readers, requests, rules, signing_in

urlpatterns = [
    path("trust/ask/", asking.ask_access, name="ask_access"),
    path("trust/ask/thanks/", asking.asked, name="access_asked"),
    path("trust/confirm/<str:token>/", asking.confirm_access, name="confirm_access"),
    path("trust/sign-in/", signing_in.reader_sign_in, name="reader_sign_in"),
    path("trust/in/<str:token>/", signing_in.reader_link, name="reader_link"),
    path("trust/sign-out/", signing_in.reader_sign_out, name="reader_sign_out"),
    path("readers/", readers.readers, name="readers"),
    path("readers/invite/", readers.reader_invite, name="reader_invite"),
    path("readers/requests/", requests.access_requests, name="access_requests"),
    path("readers/requests/<int:pk>/", requests.access_request, name="access_request"),
    path("readers/requests/<int:pk>/<str:deed>/", requests.access_request_decide, name="access_decide"),
    path("readers/rules/", rules.access_rules, name="access_rules"),
    path("readers/rules/<int:pk>/end/", rules.access_rule_end, name="access_rule_end"),
    path("readers/offers/<int:pk>/<str:deed>/", rules.offer_deed, name="offer_deed"),
    path("readers/<uuid:key>/", readers.reader, name="reader"),
    path("readers/<uuid:key>/<str:deed>/", readers.reader_deed, name="reader_deed"),
    path("readers/grants/<uuid:key>/revoke/", readers.grant_revoke, name="grant_revoke"),
]
