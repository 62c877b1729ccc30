"""One policy as a PDF, with the disclaimer that stands on everything that leaves the house."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from attestry.kit import clock
from attestry.policies.queries.policies import latest_version, policy_named, published_version
from attestry.reports.kinds import kind_named
from attestry.reports.kinds.policies.build import one_policy
from attestry.reports.typesetting import typeset


@require_safe
def policy_pdf(_request: HttpRequest, key: str) -> HttpResponse:
    """The version in force, or as a draft the one being written. Nothing is issued or sealed by it."""
    policy = policy_named(key)
    version = published_version(policy) or latest_version(policy)
    organization = settings.HOME.organization()
    made = typeset(
        one_policy(policy, version),
        kind_named("policies").template,
        as_of=clock.now(),
        organization=organization.name,
        is_sample=organization.is_sample,
    )
    answer = HttpResponse(made.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{key}-v{version.number}.pdf"'
    return answer
