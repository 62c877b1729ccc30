"""Policies of which a published version may be read by anybody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from attestry.policies.models import Policy, PolicyVersion
from attestry.policies.rules.standing import VersionState
from attestry.trust_center.models import Publication
from attestry.trust_center.queries.candidate import Candidate, Chosen
from attestry.trust_center.rules.items import ItemKind
from attestry.ui.words import day_words

_PUBLISHED = (VersionState.PUBLISHED, VersionState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """The version that was chosen, or that would be: the ``newest`` in force. ``over`` says that a later one
    took its place.
    """

    policy: Policy
    version: PolicyVersion | None
    newest: PolicyVersion | None
    over: str


PolicyLine = Candidate[PolicyFacts]


def policy_lines(on: date, chosen: Chosen) -> tuple[PolicyLine, ...]:
    """Every policy by title, in two queries; no text is read."""
    versions: dict[int, list[PolicyVersion]] = defaultdict(list)
    for one in PolicyVersion.objects.filter(state__in=_PUBLISHED).defer("text").order_by("number"):
        versions[one.policy_id].append(one)
    return tuple(
        _line(one, versions[one.pk], chosen.get((ItemKind.POLICY, one.key)), on)
        for one in Policy.objects.order_by("title")
    )


def _line(
    policy: Policy, versions: list[PolicyVersion], publication: Publication | None, on: date
) -> PolicyLine:
    in_force = [one for one in versions if one.effective_on is None or one.effective_on <= on]
    newest = next(reversed(in_force or versions), None)
    number = publication.words.get("version") if publication else None
    shown = next((one for one in versions if one.number == number), newest)
    missing = ""
    if policy.retired_at is not None:
        missing = f"Retired on {day_words(policy.retired_at)}."
    elif shown is None:
        missing = "No version of it was published."
    elif shown.effective_on is not None and shown.effective_on > on:
        missing = f"It takes effect on {day_words(shown.effective_on)}."
    return Candidate(
        ItemKind.POLICY,
        policy.key,
        policy.title,
        PolicyFacts(policy, shown, newest, _over(shown, newest)),
        f"Version {shown.number}, published {day_words(shown.published_at)}, SHA-256 {shown.digest[:10]}…"
        if shown and shown.published_at
        else "",
        missing,
        publication,
    )


def _over(shown: PolicyVersion | None, newest: PolicyVersion | None) -> str:
    if shown is None or newest is None or newest.number <= shown.number:
        return ""
    since = f" on {day_words(newest.effective_on)}" if newest.effective_on else ""
    return f"A later version took its place{since}; it is not shown here yet."
