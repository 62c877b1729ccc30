"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.evidence.views import entries, handing_in, ledger

urlpatterns = [
    path("evidence/", ledger.evidence, name="evidence"),
    path("evidence/checkpoints/", ledger.checkpoints, name="checkpoints"),
    path("evidence/checkpoints/<int:size>/<slug:part>/", ledger.checkpoint_part, name="checkpoint_part"),
    path("evidence/hand-in/", handing_in.hand_in, name="hand_in"),
    path("evidence/<int:seq>/", entries.entry, name="entry"),
    path("evidence/<int:seq>/leaf/", entries.entry_leaf, name="entry_leaf"),
    path("evidence/<int:seq>/rows/<slug:table>/", entries.entry_rows, name="entry_rows"),
    path("evidence/<int:seq>/bytes/<slug:digest>/", entries.entry_bytes, name="entry_bytes"),
]
