"""The list of policies with where each stands, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Prefetch, Q

from attestry.controls.rules.control import applies
from attestry.policies.models import Acknowledgement, Policy, PolicyTemplate, PolicyVersion
from attestry.policies.queries.acknowledgements import workforce
from attestry.policies.queries.policies import missing_clauses, required_clauses
from attestry.policies.rules.standing import OPEN, VersionState, months_later
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories

RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy as a list shows it. ``asked`` people have to acknowledge it, ``said`` of them did."""

    policy: Policy
    in_force: PolicyVersion | None
    open_version: PolicyVersion | None
    missing_count: int
    asked: int
    said: int
    is_review_overdue: bool

    @property
    def state(self) -> str:
        """What one says of it first: what is in force counts for more than what is being written."""
        if self.policy.retired_at is not None:
            return RETIRED
        version = self.in_force or self.open_version
        return str(version.state) if version else VersionState.DRAFT

    @property
    def states(self) -> frozenset[str]:
        """Every state that one of its versions is in now; a retired policy has only that one."""
        if self.policy.retired_at is not None:
            return frozenset({RETIRED})
        return frozenset(str(one.state) for one in (self.in_force, self.open_version) if one)

    @property
    def owner(self) -> str:
        """The owner's name, or nothing."""
        return self.policy.owner.name if self.policy.owner else ""


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template, whether the scope asks for it, and the policy that covers it."""

    template: PolicyTemplate
    is_asked_for: bool
    policy: Policy | None


def policy_lines(on: date) -> tuple[PolicyLine, ...]:
    """Every policy and procedure by title, in seven queries."""
    lean = PolicyTemplate.objects.defer("text")
    policies = Policy.objects.select_related("owner").prefetch_related(
        Prefetch("templates", queryset=lean), "teams"
    )
    standing = PolicyVersion.objects.filter(state__in=(*OPEN, VersionState.PUBLISHED)).defer("text")
    versions: dict[int, list[PolicyVersion]] = {}
    for version in standing:
        versions.setdefault(version.policy_id, []).append(version)
    here: Counter[int | None] = Counter(workforce(on).values_list("team_id", flat=True))
    said = _said(on)
    return tuple(_line(policy, versions.get(policy.pk, []), here, said, on) for policy in policies)


def template_lines(system: System) -> tuple[TemplateLine, ...]:
    """Every template of the library, in four queries."""
    chosen = chosen_categories(system)
    standing = Policy.objects.filter(retired_at=None).order_by("pk")
    found = (
        PolicyTemplate.objects.filter(withdrawn_at=None)
        .defer("text")
        .prefetch_related(Prefetch("policies", queryset=standing, to_attr="covering"))
    )
    return tuple(
        TemplateLine(
            template=one,
            is_asked_for=applies(one.applies_when, chosen, uses_ai=system.uses_ai),
            policy=next(iter(one.covering), None),
        )
        for one in found
    )


def _said(on: date) -> dict[tuple[int, int | None], int]:
    """How many people of each team said what still counts, by version."""
    terms = Policy.objects.order_by().values_list("acknowledge_again_months", flat=True).distinct()
    counts = Q(version__policy__acknowledge_again_months=0)
    for months in terms:
        if months:
            # The day after, as an instant: a cast of each row to a day would cost ten times as much.
            since = datetime.combine(months_later(on, -months) + timedelta(days=1), time(), UTC)
            counts |= Q(version__policy__acknowledge_again_months=months, acknowledged_at__gte=since)
    rows = (
        Acknowledgement.objects.filter(counts, version__state=VersionState.PUBLISHED)
        .filter(person__in=workforce(on))
        .order_by()
        .values_list("version_id", "person__team_id")
        .annotate(people=Count("person_id", distinct=True))
    )
    return {(version, team): people for version, team, people in rows}


def _line(
    policy: Policy,
    versions: list[PolicyVersion],
    here: Counter[int | None],
    said: dict[tuple[int, int | None], int],
    on: date,
) -> PolicyLine:
    in_force = next((one for one in versions if one.state == VersionState.PUBLISHED), None)
    written = next((one for one in versions if one.state in OPEN), None)
    shown = in_force or written
    required = required_clauses(policy.templates.all())
    teams = set(here) if policy.is_for_everyone else {team.pk for team in policy.teams.all()}
    is_asking = in_force is not None and policy.retired_at is None and (in_force.effective_on or on) <= on
    return PolicyLine(
        policy=policy,
        in_force=in_force,
        open_version=written,
        missing_count=len(missing_clauses(required, shown)) if shown else 0,
        asked=sum(here[team] for team in teams) if is_asking else 0,
        said=sum(said.get((in_force.pk, team), 0) for team in teams) if in_force and is_asking else 0,
        is_review_overdue=in_force is not None
        and policy.retired_at is None
        and policy.next_review_on is not None
        and policy.next_review_on < on,
    )
