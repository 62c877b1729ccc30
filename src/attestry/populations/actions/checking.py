"""Completeness and accuracy: each check with what was reckoned and what the firm says, then acceptance."""

from __future__ import annotations

from typing import Any

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.populations.errors import NotYet, PopulationRefused, SameHands
from attestry.populations.models import (
    Population,
    PopulationAcceptance,
    PopulationCheck,
    PopulationExtraction,
)
from attestry.populations.queries.check_facts import facts_of_check
from attestry.populations.queries.populations import lacking_to_accept
from attestry.populations.queries.reconciling import SecondSource, reconciled
from attestry.populations.rules.check import CheckKind
from attestry.populations.rules.state import PopulationState
from attestry.populations.standing import held_population, move

_WORDS = "Say what was done and seen."


@act("populations.check")
def check_population(
    actor: Actor, population: Population, *, kind: CheckKind, holds: bool, words: str, items: str = ""
) -> PopulationCheck:
    """Record a check of the list; ``items``, one a line, are those looked for or compared.

    Raises NotYet before the list was taken and after it was accepted, PopulationRefused for a check that
    says nothing.
    """
    extraction = _open_extraction(actor, population)
    if kind is CheckKind.SECOND_SOURCE:
        raise PopulationRefused("kind", "A second source is reconciled item by item: name it.")
    facts = facts_of_check(extraction, kind, items)
    return _keep_check(actor, extraction, kind, facts, holds=holds, words=words)


@act("populations.check")
def reconcile_population(
    actor: Actor,
    population: Population,
    *,
    entry_seq: int,
    column: str,
    holds: bool,
    words: str,
    table: str = "",
    date_column: str = "",
    match_on: str = "item",
) -> PopulationCheck:
    """Record what a second source lists, item by item; ``match_on`` is what is compared: item or name.

    Raises as ``check_population``, and PopulationRefused for a source that has no such column.
    """
    extraction = _open_extraction(actor, population)
    asked = SecondSource(entry_seq, column, table, date_column, match_on)
    facts = reconciled(actor, extraction, asked)
    return _keep_check(actor, extraction, CheckKind.SECOND_SOURCE, facts, holds=holds, words=words)


@act("populations.accept")
def accept_population(actor: Actor, population: Population, *, words: str) -> PopulationAcceptance:
    """Accept the list as complete and accurate enough for what it is used for.

    Raises NotYet while completeness or accuracy was not checked, SameHands for who took the list.
    """
    extraction = _open_extraction(actor, population)
    if extraction.extracted_by_key == actor.key:
        raise SameHands(actor.name)
    if not words.strip():
        raise PopulationRefused("words", "Say why it may be relied on.")
    missing = lacking_to_accept(extraction, list(extraction.checks.all()))
    if missing:
        raise NotYet(f"The list cannot be accepted yet: {'; '.join(missing)}.", next_step="Check it first.")
    checks = list(extraction.checks.values_list("digest", flat=True))
    seal = committed({"extraction": extraction.said_digest, "checks": checks, "words": words.strip()})
    made = PopulationAcceptance.objects.create(
        extraction=extraction,
        words=words.strip(),
        salt=seal.salt,
        digest=seal.digest,
        accepted_by=actor.name,
        accepted_at=clock.now(),
    )
    move(extraction.population, PopulationState.CHECKED)
    record(extraction.population.subject, after={"accepted": made.pk, "digest": seal.digest})
    return made


def _open_extraction(actor: Actor, population: Population) -> PopulationExtraction:
    held = held_population(actor, population)
    if held.the_state is PopulationState.DEFINED:
        raise NotYet("The list was not taken yet.", next_step="Take it first.")
    if held.the_state is not PopulationState.EXTRACTED:
        raise NotYet("The list was accepted.", next_step="What was checked stays as it was.")
    return PopulationExtraction.objects.select_related("population").get(population=held)


def _keep_check(
    actor: Actor,
    extraction: PopulationExtraction,
    kind: CheckKind,
    facts: dict[str, Any],
    *,
    holds: bool,
    words: str,
) -> PopulationCheck:
    if not words.strip():
        raise PopulationRefused("words", _WORDS)
    said = {"kind": kind.value, "facts": facts, "holds": holds, "words": words.strip()}
    seal = committed(said)
    made = PopulationCheck.objects.create(
        extraction=extraction,
        **said,
        salt=seal.salt,
        digest=seal.digest,
        checked_by=actor.name,
        checked_at=clock.now(),
    )
    record(extraction.population.subject, after={"check": made.pk, "digest": seal.digest})
    return made
