"""Populations of a period: taken from sealed lists, checked by two, frozen, and drawn by a committed seed."""

from __future__ import annotations

from attestry.connectors.models import Connection
from attestry.connectors.queries import streams_of
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.models import Control
from attestry.effectiveness.queries.populations import Item, items
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Duty
from attestry.evidence.models import Entry
from attestry.kit import clock
from attestry.populations.actions.adding import add_item
from attestry.populations.actions.asking import ask_for_items
from attestry.populations.actions.checking import accept_population, check_population
from attestry.populations.actions.defining import define_population, extract_population
from attestry.populations.actions.drawing import commit_seed, draw_sample
from attestry.populations.actions.freezing import freeze_population
from attestry.populations.models import Population, Sample, SampledItem
from attestry.populations.queries.taking import kept_list
from attestry.populations.rules.check import CheckKind
from attestry.populations.rules.method import Basis, Method
from attestry.populations.rules.state import Origin
from attestry.sample_company.actions.examining.scene import Scene
from attestry.sample_company.content.examination import PopulationFile

EVERY = 50_000


def draw_all(scene: Scene, engagement: Engagement) -> None:
    """Every population of the story that holds an item."""
    for told in scene.whole.populations:
        _draw(scene, engagement, told)


def population_of(engagement: Engagement, told: PopulationFile) -> Population | None:
    """A population of the story, once it is frozen."""
    return Population.objects.filter(engagement=engagement, title=told.title, freeze__isnull=False).first()


def failing(test_id: str) -> dict[str, Item]:
    """The items that a control test names now, by their ids."""
    page = items(test_id, at=clock.now(), outcome=Outcome.FAIL, limit=EVERY)
    return {one.item_id: one for one in page.items}


def _draw(scene: Scene, engagement: Engagement, told: PopulationFile) -> None:
    auditor, lead = scene.firm(Duty.AUDITOR), scene.firm(Duty.LEAD)
    made = define_population(
        auditor,
        engagement,
        title=told.title,
        unit=told.unit,
        origin=Origin.STREAM,
        entry_seq=_newest_reading(told).seq,
        controls=list(Control.objects.filter(key__in=told.controls)),
        table=told.table,
        date_column=told.date_column,
        name_column=told.name_column,
    )
    taken = extract_population(auditor, made)
    checks = [CheckKind.COUNT, CheckKind.ACCURACY] if taken.item_count else [CheckKind.ZERO_ROWS]
    some = "\n".join(one.item for one in kept_list(taken.digest)[:3])
    for kind in checks:
        words = f"{taken.rows_total:,} rows were read, {taken.item_count:,} of them lie in the period."
        named = some if kind is CheckKind.ACCURACY else ""
        check_population(auditor, made, kind=kind, holds=True, words=words, items=named)
    accept_population(lead, made, words="The list was read whole, and rows were compared with the source.")
    freeze_population(auditor, made)
    if taken.item_count:
        _sample(scene, made, told, taken.item_count)


def _sample(scene: Scene, population: Population, told: PopulationFile, count: int) -> None:
    auditor = scene.firm(Duty.AUDITOR)
    commit_seed(auditor, population, words=told.key)
    is_whole = told.method is Method.ALL or count <= (told.size or 0)
    drawn = draw_sample(
        auditor,
        population,
        method=Method.ALL if is_whole else told.method,
        basis=Basis.JUDGEMENT,
        size=None if is_whole else told.size,
        reason="" if is_whole else "The usual size for many items a year, at normal risk.",
    )
    if told.pick_failing:
        _pick(scene, drawn, told)
    ask_for_items(auditor, drawn, words="What shows each of them.")


def _pick(scene: Scene, sample: Sample, told: PopulationFile) -> None:
    """Add what the company's own test names, for its risk."""
    extraction = sample.population.freeze.extraction
    listed = {one.item for one in kept_list(extraction.digest)}
    taken = set(SampledItem.objects.filter(sample=sample).values_list("item_id", flat=True))
    for item_id in sorted(set(failing(told.pick_failing)) & listed - taken):
        add_item(scene.firm(Duty.AUDITOR), sample, item_id=item_id, reason=told.pick_reason)


def _newest_reading(told: PopulationFile) -> Entry:
    """The last sound reading of the stream that brings the table."""
    connection = Connection.objects.get(name=told.connection)
    stream = next(one.id for one in streams_of(connection) if told.table in one.tables)
    return Entry.objects.filter(connection=connection, stream=stream).exclude(state="failed").latest("seq")
