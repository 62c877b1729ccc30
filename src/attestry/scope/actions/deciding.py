"""Answering the wizard, recording who asks, starting tracks, and leaving criteria out with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.frameworks.queries.criteria import criteria_in_scope
from attestry.frameworks.rules import Category
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import FieldRefused, NameTaken, ReasonMissing, UnknownCategory, UnknownReference
from attestry.scope.models import Driver, FrameworkTrack, InapplicableCriterion, ScopeAnswers, System
from attestry.scope.queries.categories import chosen_categories
from attestry.scope.rules.decision import DriverKind
from attestry.scope.rules.tracks import FAMILIES, Market, track_title
from attestry.scope.rules.wizard import Answers


@act("scope.keep_answers")
def keep_answers(
    actor: Actor,
    system: System,
    *,
    promises_uptime: bool = False,
    promises_recovery: bool = False,
    results_are_relied_on: bool = False,
    feeds_customers_books: bool = False,
    keeps_secrets_by_agreement: bool = False,
    holds_personal_data: bool = False,
    collects_from_people: bool = False,
    promises_privacy: bool = False,
    holds_health_data: bool = False,
    markets: Iterable[Market] = (),
) -> ScopeAnswers:
    """Keep what was answered of services, promises, data and markets; advice follows from it."""
    answers = Answers(
        promises_uptime=promises_uptime,
        promises_recovery=promises_recovery,
        results_are_relied_on=results_are_relied_on,
        feeds_customers_books=feeds_customers_books,
        keeps_secrets_by_agreement=keeps_secrets_by_agreement,
        holds_personal_data=holds_personal_data,
        collects_from_people=collects_from_people,
        promises_privacy=promises_privacy,
        holds_health_data=holds_health_data,
        markets=tuple(sorted({one.value for one in markets})),
    ).record()
    kept = ScopeAnswers.objects.select_for_update().filter(system=system).first()
    before = kept.answers if kept else None
    if kept and before == answers:
        return kept
    kept = kept or ScopeAnswers(system=system)
    kept.answers, kept.answered_by, kept.answered_at = answers, actor.name, clock.now()
    kept.save()
    record(f"system:{system.name}", before=before, after=answers)
    return kept


@act("scope.add_driver")
def add_driver(actor: Actor, system: System, *, category: str, kind: DriverKind, words: str) -> Driver:
    """Record who asks for a category. Raises UnknownCategory, FieldRefused and NameTaken."""
    if category not in set(Category):
        raise UnknownCategory(category)
    said = " ".join(words.split())
    if not said:
        raise FieldRefused("words", "A driver names who asks.", "Name the contract, prospect or decision.")
    if system.drivers.filter(category=category, kind=kind, words=said).exists():
        raise NameTaken("driver", said)
    made = Driver.objects.create(
        system=system,
        category=category,
        kind=kind,
        words=said,
        recorded_by=actor.name,
        recorded_at=clock.now(),
    )
    record(f"category:{category}", after={"driver": kind.value, "words": said})
    return made


@act("scope.drop_driver")
def drop_driver(actor: Actor, driver: Driver) -> None:
    """Take a driver away: nobody asks any more, or it was a mistake. The journal keeps it."""
    record(f"category:{driver.category}", before={"driver": str(driver.kind), "words": driver.words})
    driver.delete()


@act("scope.start_track")
def start_track(actor: Actor, system: System, *, family: str, reason: str = "") -> FrameworkTrack:
    """Start to work on a framework besides SOC 2. Raises FieldRefused and NameTaken."""
    if family not in FAMILIES:
        raise FieldRefused("family", f"There is no track “{family}”.", f"Choose of {', '.join(FAMILIES)}.")
    if system.tracks.filter(family=family).exists():
        raise NameTaken("track", track_title(family))
    made = FrameworkTrack.objects.create(
        system=system, family=family, reason=reason.strip(), started_by=actor.name, started_at=clock.now()
    )
    record(f"framework:{family}", after={"track": "started", "reason": made.reason})
    return made


@act("scope.stop_track")
def stop_track(actor: Actor, track: FrameworkTrack, *, reason: str) -> None:
    """Stop working on a framework. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing("Stopping a track")
    record(f"framework:{track.family}", before={"track": "started"}, after={"stopped": reason.strip()})
    track.delete()


@act("scope.mark_inapplicable")
def mark_inapplicable(actor: Actor, system: System, *, reference: str, reason: str) -> InapplicableCriterion:
    """Leave a criterion of the chosen categories out, with the reason that the description prints (DC 8).

    Raises ReasonMissing and UnknownReference.
    """
    if not reason.strip():
        raise ReasonMissing("Leaving a criterion out")
    wanted = reference.strip().upper()
    if wanted not in {one.reference for one in criteria_in_scope(chosen_categories(system))}:
        raise UnknownReference(wanted)
    found = system.inapplicable_criteria.filter(reference=wanted).first()
    before = {"applies": False, "reason": found.reason} if found else {"applies": True}
    found = found or InapplicableCriterion(system=system, reference=wanted)
    found.reason, found.decided_by, found.decided_at = reason.strip(), actor.name, clock.now()
    found.save()
    record(f"criterion:{wanted}", before=before, after={"applies": False, "reason": found.reason})
    return found


@act("scope.mark_applicable")
def mark_applicable(actor: Actor, criterion: InapplicableCriterion) -> None:
    """Take a criterion back in."""
    record(
        f"criterion:{criterion.reference}",
        before={"applies": False, "reason": criterion.reason},
        after={"applies": True},
    )
    criterion.delete()
