"""The scope wizard: what was answered, what follows for categories and frameworks, what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.scope.models import FrameworkTrack, ScopeAnswers, System
from attestry.scope.queries.categories import ScopeChoice, scope_choice
from attestry.scope.rules.tracks import TrackAdvice, blockers, ordered_tracks
from attestry.scope.rules.wizard import SOC_1, Advice, Answers, Known, advise, answers_from


@dataclass(frozen=True, slots=True)
class WizardPage:
    """Everything that the wizard shows. ``soc_1`` is empty where customers' books are not touched."""

    kept: ScopeAnswers | None
    answers: Answers
    advice: tuple[Advice, ...]
    choice: ScopeChoice
    tracks: tuple[TrackAdvice, ...]
    started: dict[str, FrameworkTrack]
    blockers: tuple[str, ...]
    soc_1: str
    health_stores: tuple[str, ...]


def wizard_page(system: System) -> WizardPage:
    """The wizard with its advice, in a constant number of queries."""
    kept = ScopeAnswers.objects.filter(system=system).first()
    answers = answers_from(kept.answers if kept else None)
    stores = health_stores(system)
    started = {one.family: one for one in system.tracks.all()}
    holds_health = answers.holds_health_data or bool(stores)
    return WizardPage(
        kept=kept,
        answers=answers,
        advice=advise(answers, known(system)),
        choice=scope_choice(system),
        tracks=ordered_tracks(answers, holds_health=holds_health),
        started=started,
        blockers=blockers(holds_health=holds_health, started=started),
        soc_1=SOC_1 if answers.feeds_customers_books else "",
        health_stores=stores,
    )


def known(system: System) -> Known:
    """What the records say that bears on categories, in two queries."""
    held = list(
        system.services.order_by().values_list("data_classes__is_confidential", "data_classes__is_personal")
    )
    committed = system.commitments.filter(withdrawn_at=None).order_by().values_list("category", flat=True)
    return Known(
        committed=frozenset(committed),
        holds_confidential=any(confidential for confidential, _ in held),
        holds_personal=any(personal for _, personal in held),
    )


def health_stores(system: System) -> tuple[str, ...]:
    """The data stores that are marked as holding health data, in one query."""
    return tuple(system.data_stores.filter(is_health_data=True).values_list("name", flat=True))


def scope_blockers(system: System) -> tuple[str, ...]:
    """What stands in the way of an honest scope, in three queries."""
    kept = ScopeAnswers.objects.filter(system=system).first()
    answers = answers_from(kept.answers if kept else None)
    started = set(system.tracks.values_list("family", flat=True))
    return blockers(holds_health=answers.holds_health_data or bool(health_stores(system)), started=started)
