"""Addresses of this room: under ``/trust/`` what the world sees, under ``/trust-center/`` what keeps it."""

from __future__ import annotations

from django.urls import path

from attestry.trust_center.views import checking, items, managing, public, updates

urlpatterns = [
    path("trust/", public.trust, name="trust"),
    path("trust/verify/", checking.trust_verify, name="trust_verify"),
    path("trust/subprocessors/", public.trust_subprocessors, name="trust_subprocessors"),
    path("trust/policies/<slug:key>/", public.trust_policy, name="trust_policy"),
    path("trust/logo.<slug:digest>.png", public.trust_logo, name="trust_logo"),
    path("trust/updates/", updates.trust_updates, name="trust_updates"),
    path("trust/updates/confirm/<str:token>/", updates.trust_updates_confirm, name="trust_updates_confirm"),
    path("trust/updates/leave/<str:token>/", updates.trust_updates_leave, name="trust_updates_leave"),
    path("trust-center/", managing.trust_center, name="trust_center"),
    path("trust-center/open/", managing.trust_center_open, name="trust_center_open"),
    path("trust-center/look/", managing.trust_center_look, name="trust_center_look"),
    path("trust-center/changes/", managing.trust_center_changes, name="trust_center_changes"),
    path("trust-center/preview/", managing.trust_center_preview, name="trust_center_preview"),
    path("trust-center/items/<slug:kind>/", items.trust_center_items, name="trust_center_items"),
]
