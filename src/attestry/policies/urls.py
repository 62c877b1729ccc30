"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.policies.views import (
    deciding,
    listing,
    policy,
    procedures,
    reading,
    templates,
    together,
    writing,
)

urlpatterns = [
    path("policies/", listing.policies, name="policies"),
    path("policies/templates/", templates.templates, name="policy_templates"),
    path("policies/procedures/", procedures.procedures, name="procedures"),
    path("policies/acknowledgements/", reading.acknowledgements, name="acknowledgements"),
    path("policies/remind/", reading.remind, name="policies_remind"),
    path("policies/together/", together.policies_together, name="policies_together"),
    path("policies/together/<int:pk>/undo/", listing.policies_undo, name="policies_undo"),
    path("policies/new/", writing.policy_new, name="policy_new"),
    path("policies/<slug:key>/", policy.policy, name="policy"),
    path("policies/<slug:key>/edit/", writing.policy_edit, name="policy_edit"),
    path("policies/<slug:key>/settings/", writing.policy_settings, name="policy_settings"),
    path("policies/<slug:key>/versions/<int:number>/", policy.version, name="policy_version"),
    path("policies/<slug:key>/versions/<int:number>/text/", policy.version_text, name="policy_version_text"),
    path("policies/<slug:key>/submit/", deciding.submit, name="policy_submit"),
    path("policies/<slug:key>/approve/", deciding.approve, name="policy_approve"),
    path("policies/<slug:key>/return/", deciding.give_back, name="policy_return"),
    path("policies/<slug:key>/publish/", deciding.publish, name="policy_publish"),
    path("policies/<slug:key>/review/", deciding.review, name="policy_review"),
    path("policies/<slug:key>/retire/", deciding.retire, name="policy_retire"),
    path("policies/<slug:key>/read/", reading.policy_reading, name="policy_reading"),
    path("policies/<slug:key>/acknowledge/", reading.acknowledge, name="policy_acknowledge"),
    path("policies/<slug:key>/acknowledgements/", reading.policy_people, name="policy_people"),
]
