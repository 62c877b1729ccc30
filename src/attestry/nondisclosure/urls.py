"""Addresses of this room: readers' below ``/trust/``, management's below ``/nondisclosure/``."""

from __future__ import annotations

from django.urls import path

from attestry.nondisclosure.views import managing, signing

urlpatterns = [
    path("trust/agreement/", signing.agreement_to_sign, name="agreement_to_sign"),
    path("trust/agreement/<uuid:key>/", signing.signed_copy, name="signed_copy"),
    path("nondisclosure/", managing.nondisclosure, name="nondisclosure"),
    path("nondisclosure/publish/", managing.agreement_publish, name="agreement_publish"),
    path("nondisclosure/paper/", managing.paper_keep, name="paper_keep"),
    path("nondisclosure/paper/<int:pk>/end/", managing.paper_end, name="paper_end"),
    path("nondisclosure/versions/<int:version>/", managing.agreement_version, name="agreement_version"),
    path("nondisclosure/signatures/<uuid:key>/", managing.signing_copy, name="signing_copy"),
]
