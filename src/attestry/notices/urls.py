"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.notices.views import outbox

urlpatterns = [
    path("notices/", outbox.notices, name="notices"),
    path("notices/test/", outbox.notice_test, name="notice_test"),
    path("notices/<int:pk>/again/", outbox.notice_again, name="notice_again"),
    path("notices/channels/<int:pk>/remove/", outbox.channel_remove, name="channel_remove"),
]
