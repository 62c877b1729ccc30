"""Defining a population, and taking its list as of the entry that it names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.controls.models import Control
from attestry.effectiveness.rules.selection import population_digest
from attestry.engagements.models import Engagement
from attestry.evidence.queries import store
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.populations.definition import Definition, refuse_wrong, resolved
from attestry.populations.errors import NotYet
from attestry.populations.models import Population, PopulationExtraction
from attestry.populations.queries.taken import shape_of
from attestry.populations.queries.taking import take, written
from attestry.populations.rules.state import Origin, PopulationState
from attestry.populations.standing import held_population, move, refuse_unless_at_work


@act("populations.define")
def define_population(
    actor: Actor,
    engagement: Engagement,
    *,
    title: str,
    unit: str,
    origin: Origin,
    entry_seq: int,
    controls: Sequence[Control] = (),
    table: str = "",
    test_id: str = "",
    item_column: str = "",
    name_column: str = "",
    date_column: str = "",
    stratum_column: str = "",
    filters: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
    zone: str = "UTC",
) -> Population:
    """Say what a test may draw from: the items of a table, a control test or a document, as of an entry.

    The days are the engagement's where none are given. Raises PopulationRefused that names the field,
    EntryUnknown, and as the wall does.
    """
    refuse_unless_at_work(actor, engagement, "A population")
    said = Definition(
        title=title.strip(),
        unit=unit.strip(),
        origin=origin,
        entry_seq=entry_seq,
        table=table.strip(),
        test_id=test_id.strip(),
        item_column=item_column.strip(),
        name_column=name_column.strip(),
        date_column=date_column.strip(),
        stratum_column=stratum_column.strip(),
        filters="\n".join(" ".join(line.split()) for line in filters.splitlines() if line.strip()),
        from_on=from_on or engagement.begins_on,
        until_on=until_on or engagement.until_on,
        zone=zone.strip() or "UTC",
    )
    refuse_wrong(said, engagement)
    fields = resolved(actor, said)
    seal = committed({"controls": sorted(one.key for one in controls), **said.record()})
    made = Population.objects.create(
        engagement=engagement,
        **fields,
        salt=seal.salt,
        digest=seal.digest,
        defined_by=actor.name,
        defined_at=clock.now(),
    )
    made.controls.set(controls)
    record(made.subject, after={"engagement": engagement.pk, "digest": seal.digest})
    return made


@act("populations.extract")
def extract_population(actor: Actor, population: Population) -> PopulationExtraction:
    """Take the list, once: as of the same entry it would always be the same.

    Raises NotYet where it was taken, ListRefused and WrongLines for a document that is no such list.
    """
    held = held_population(actor, population)
    if held.the_state is not PopulationState.DEFINED:
        raise NotYet(
            "The list was taken, and as of that entry it would be the same again.",
            next_step="Define another population, where another entry or other filters are meant.",
        )
    taken = take(held)
    data = written(taken.items)
    items_digest = population_digest(one.item for one in taken.items)
    digest = store().put(data)
    seal = committed({"digest": digest, "items": items_digest, "query": taken.query})
    dated = [one.at for one in taken.items if one.at]
    made = PopulationExtraction.objects.create(
        population=held,
        query=taken.query,
        principal=taken.principal,
        entries_read=list(taken.entries_read),
        rows_total=taken.rows_total,
        rows_undated=taken.rows_undated,
        rows_in_period=taken.rows_in_period,
        item_count=len(taken.items),
        first_at=dated[0] if dated else "",
        last_at=dated[-1] if dated else "",
        facts={**taken.facts, **shape_of(held, taken)},
        digest=digest,
        size=len(data),
        items_digest=items_digest,
        salt=seal.salt,
        said_digest=seal.digest,
        extracted_by=actor.name,
        extracted_by_key=actor.key,
        extracted_at=clock.now(),
    )
    move(held, PopulationState.EXTRACTED)
    record(held.subject, after={"extracted": made.pk, "digest": seal.digest})
    return made
