"""The facts that a description rests on, as the records hold them now, by description criterion."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

from attestry.controls.models import Control
from attestry.controls.queries.commitments import commitment_lines, references_by_control
from attestry.controls.queries.coverage import controls_in_use
from attestry.descriptions.queries.assumed import user_controls_of
from attestry.descriptions.queries.registers import people_facts, vendor_facts
from attestry.descriptions.rules.assumed import sentence, subservice_words, user_entity_words
from attestry.descriptions.rules.completeness import Facts
from attestry.descriptions.rules.fact import Fact
from attestry.engagements.models import Engagement
from attestry.engagements.queries.criteria import criteria_of
from attestry.incidents.models import Incident
from attestry.incidents.rules.standing import Severity
from attestry.scope.models import ScopeDecision
from attestry.scope.queries.boundary import boundary, services
from attestry.scope.queries.promises import organizations
from attestry.scope.rules.system import counts_as_in
from attestry.ui.addresses import address
from attestry.ui.words import day_words

GRAVE = (Severity.HIGH, Severity.CRITICAL)


def facts_of(engagement: Engagement, only: Collection[int] | None = None) -> dict[int, tuple[Fact, ...]]:
    """The facts by the number of their description criterion, in a constant number of queries.

    ``only`` names the criteria whose facts are wanted; without it, of all.
    """
    return {
        number: tuple(find(engagement)) for number, find in _FINDERS.items() if only is None or number in only
    }


def facts_to_reckon_with(found: dict[int, tuple[Fact, ...]]) -> Facts:
    """What the completeness of a text is judged by, in two queries."""
    must_name = {
        number: tuple(fact.name for fact in facts if fact.must_be_named) for number, facts in found.items()
    }
    known = set(Control.objects.filter(withdrawn_at=None).values_list("key", flat=True))
    in_use = known.intersection(controls_in_use())
    return Facts(must_name, in_use, known - in_use)


def _services(engagement: Engagement) -> list[Fact]:
    url = address("services")
    return [
        Fact(
            one.name,
            _joined(
                sentence(one.description), f"Who uses it: {sentence(one.customers)}" if one.customers else ""
            ),
            url,
            must_be_named=True,
        )
        for one in services(engagement.system)
    ]


def _commitments(engagement: Engagement) -> list[Fact]:
    return [
        Fact(
            line.commitment.key,
            _joined(line.commitment.text, f"Kept by {', '.join(one.key for one in line.controls)}."),
            address("commitments"),
        )
        for line in commitment_lines(engagement.system)
    ]


def _components(engagement: Engagement) -> list[Fact]:
    found = []
    for group in boundary(engagement.system).kinds:
        inside = [one for one in group.components if counts_as_in(one.verdict)]
        found += [
            Fact(one.name, f"{group.title}. {one.description}", address("boundary"), must_be_named=True)
            for one in inside
        ]
    return found


def _incidents(engagement: Engagement) -> list[Fact]:
    from_at = datetime(*engagement.begins_on.timetuple()[:3], tzinfo=UTC)
    until_at = datetime(*engagement.until_on.timetuple()[:3], tzinfo=UTC) + timedelta(days=1)
    rows = Incident.objects.filter(detected_at__gte=from_at, detected_at__lt=until_at, severity__in=GRAVE)
    return [
        Fact(one.title, _joined(one.summary, one.root_cause), address("incident", one.pk), must_be_named=True)
        for one in rows.order_by("detected_at")
    ]


def _criteria(engagement: Engagement) -> list[Fact]:
    controls = _controls_by_reference()
    return [
        Fact(
            one.reference,
            f"{one.title}: {', '.join(controls.get(one.reference, ())) or 'no control is in use'}",
            address("criterion", one.reference),
        )
        for one in criteria_of(engagement)
    ]


def _user_entities(engagement: Engagement) -> list[Fact]:
    return [
        Fact(one.key, user_entity_words(one.text, one.criteria), address("user_entity_controls"))
        for one in user_controls_of(engagement)
    ]


def _subservice(engagement: Engagement) -> list[Fact]:
    return [
        Fact(
            line.organization.name,
            subservice_words(
                line.organization.service,
                line.organization.method,
                [one.text for one in line.expected],
                line.organization.monitoring,
            ),
            address("subservice_organizations"),
            must_be_named=True,
        )
        for line in organizations(engagement.system)
    ]


def _inapplicable(engagement: Engagement) -> list[Fact]:
    return [
        Fact(reference, reason, address("criterion", reference), must_be_named=True)
        for reference, reason in sorted(engagement.inapplicable.items())
    ]


def _changes(engagement: Engagement) -> list[Fact]:
    if not engagement.the_kind.has_period:
        return []
    from_at = datetime(*engagement.begins_on.timetuple()[:3], tzinfo=UTC)
    until_at = datetime(*engagement.until_on.timetuple()[:3], tzinfo=UTC) + timedelta(days=1)
    rows = ScopeDecision.objects.filter(system=engagement.system, number__gt=1)
    return [
        Fact(f"Scope decision {one.number}", _joined(f"Signed {day_words(one.signed_at)}.", one.note))
        for one in rows.filter(signed_at__gte=from_at, signed_at__lt=until_at).order_by("number")
    ]


def _controls_by_reference() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    speaking = references_by_control()
    for key in controls_in_use():
        for reference in speaking.get(key, ()):
            found[reference] = (*found.get(reference, ()), key)
    return found


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part and part.strip())


_FINDERS: dict[int, Callable[[Engagement], list[Fact]]] = {
    1: _services,
    2: _commitments,
    3: lambda engagement: [*_components(engagement), *people_facts()],
    4: _incidents,
    5: _criteria,
    6: _user_entities,
    7: lambda engagement: [*_subservice(engagement), *vendor_facts(engagement)],
    8: _inapplicable,
    9: _changes,
}
