"""Every formula of docs/reference/formulas.md, recomputed line by line by the function it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import orjson
import pytest

from attestry.control_tests.rules.outcome import Counts, Outcome, verdict
from attestry.controls.rules.control import Character, Execution
from attestry.controls.rules.coverage import automation_ratio, balance
from attestry.effectiveness.rules.checkbox import Signal, bunching, checkbox_index
from attestry.effectiveness.rules.days import days
from attestry.effectiveness.rules.divergence import Paper, Promises, diverges
from attestry.effectiveness.rules.interval import Interval, Observation, exposure, intervals
from attestry.effectiveness.rules.selection import (
    chance_of_missing,
    largest_unseen,
    population_digest,
    seeded_selection,
    systematic_selection,
)
from attestry.effectiveness.rules.status import control_outcome, criterion_outcome
from attestry.evidence.rules.row_digest import row_digest, table_digest
from attestry.frameworks.rules import Category, criteria_count
from attestry.journal.rules import FIRST_PREVIOUS_HASH, ChainedRecord, entry_hash, first_break
from attestry.kit import merkle
from attestry.kit.digest import canonical_json
from attestry.kit.duck import Column, TableShape
from attestry.kit.stats.limits import upper_count, upper_limit
from attestry.kit.stats.sizes import Convention, planned_size, size_accepting, size_within
from attestry.populations.rules.method import Risk
from attestry.populations.rules.size_table import USUAL
from attestry.populations.rules.sizing import by_population

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "formulas.md"
MIDNIGHT = datetime(2026, 3, 9, tzinfo=UTC)
OWN = dict(zip(Category, (33, 3, 5, 2, 18), strict=True))
ROW = TableShape(
    "example",
    "",
    tuple(
        Column(name, kind, "")
        for name, kind in (("id", "VARCHAR"), ("system", "VARCHAR"), ("is_active", "BOOLEAN"), ("on", "DATE"))
    ),
    ("id",),
)


def parts(cell: str) -> list[str]:
    """What a cell lists; nothing for the word none."""
    return [] if cell == "none" else [one.strip(" `") for one in cell.split(",")]


def outcomes(cell: str) -> list[Outcome]:
    return [Outcome(one) for one in parts(cell)]


def at(hour: str) -> datetime:
    return MIDNIGHT + timedelta(hours=int(hour))


def hours(instant: datetime) -> int:
    return int((instant - MIDNIGHT).total_seconds() // 3600)


def observed(answers: str, hold: str, period: str) -> tuple[Interval, ...]:
    seen = [one.split() for one in parts(answers)]
    held = timedelta(hours=int(hold))
    found = [Observation(at(hour), at(hour) + held, Outcome(outcome)) for hour, outcome in seen]
    return intervals(found, from_at=MIDNIGHT, until_at=at(period))


def spans(cell: str) -> list[Interval]:
    found = [re.split(r"[- ]", one) for one in parts(cell)]
    return [Interval(Outcome(outcome), at(start), at(end)) for start, end, outcome in found]


def ratio(share: float | None) -> str:
    return "none" if share is None else f"{share:.4f}"


def row(cell: str) -> dict[str, object]:
    item, system, active, on = (None if one == "~" else one for one in parts(cell))
    day = date.fromisoformat(on) if on else None
    return {"id": item, "system": system, "is_active": active == "true", "on": day}


RECOMPUTED: dict[str, Callable[..., str]] = {
    "Criteria of a choice": lambda chosen: str(criteria_count(parts(chosen), OWN)),
    "Verdict of a population": lambda passed, failed, unknown, idle, seen: (
        verdict(Counts(int(passed), int(failed), int(unknown), int(idle)), fully_seen=seen == "yes").value
    ),
    "Outcome of a control": lambda tests: control_outcome(outcomes(tests)).value,
    "Outcome of a criterion": lambda controls: criterion_outcome(outcomes(controls)).value,
    "Intervals": lambda *given: ", ".join(
        f"{hours(one.from_at)}-{hours(one.until_at)} {one.outcome.value}" for one in observed(*given)
    ),
    "Time in an outcome": lambda given, outcome: str(
        hours(MIDNIGHT + exposure(spans(given), Outcome(outcome)))
    ),
    "Days": lambda *given: ", ".join(
        one.outcome.value if one.outcome else "no data" for one in days(observed(*given))
    ),
    "Automation ratio": lambda *given: ratio(
        automation_ratio(
            kind for kind, count in zip(Execution, map(int, given), strict=True) for _ in range(count)
        ).share
    ),
    "Beyond technology": lambda *given: ratio(
        balance(
            kind
            for kind, count in zip(
                (Character.ORGANISATIONAL, Character.MIXED, Character.TECHNICAL), given, strict=True
            )
            for _ in range(int(count))
        ).share_beyond_technology
    ),
    "Journal chain": lambda record: entry_hash(before(record), orjson.loads(record.strip("`"))),
    "Root of the ledger": lambda entries: merkle.root(
        merkle.leaf_hash(bytes.fromhex(one.strip("-"))) for one in parts(entries)
    ).hex(),
    "Digest of a row": lambda cells: row_digest(ROW, row(cells)),
    "Digest of a table": lambda digests: table_digest(parts(digests)),
    "Checkbox index": lambda *given: index_words(given),
    "Bunching": lambda share, last, period: (
        "none"
        if (found := bunching(float(share), last=float(last), period=float(period))) is None
        else f"{found:.6f}"
    ),
    "Paper and outcome": lambda *given: divergence_words(*map(int, given)),
    "Seeded selection": lambda items, seed, size: ", ".join(
        seeded_selection(counted_out(items), seed, int(size))
    ),
    "Digest of a population": lambda items: population_digest(counted_out(items)),
    "Systematic selection": lambda *given: ", ".join(map(str, systematic_selection(*map(int, given)))),
    "What a sample misses": lambda *given: ratio(chance_of_missing(*map(int, given))),
    "What a clean sample leaves possible": lambda population, size, confidence: str(
        largest_unseen(int(population), int(size), float(confidence))
    ),
    "Size of a sample": lambda confidence, rate, accepted: str(
        size_accepting(Fraction(confidence), Fraction(rate), int(accepted))
    ),
    "Planned size": lambda *given: (
        f"{found.size} ({found.accepted})" if (found := planned_size(*map(Fraction, given))) else "none"
    ),
    "Size for a small population": lambda population, confidence, rate, convention: str(
        size_within(int(population), Fraction(confidence), Fraction(rate), Convention(convention))
    ),
    "Upper deviation limit": lambda size, deviations, confidence: ratio(
        upper_limit(int(size), int(deviations), Fraction(confidence))
    ),
    "How many of a population may deviate": lambda population, size, deviations, confidence: str(
        upper_count(int(population), int(size), int(deviations), Fraction(confidence))
    ),
    "Usual size by number of items": lambda population, lower, normal: str(
        usual_higher(int(population), int(lower), int(normal))
    ),
}


def counted_out(cell: str) -> list[str]:
    """The items of a cell, where ``CHG-0001 to CHG-0003`` names every one in between."""
    found = []
    for one in parts(cell):
        first, _, last = one.partition(" to ")
        kind, _, number = first.rpartition("-")
        until = int((last or first).rpartition("-")[2])
        found += [f"{kind}-{place:04d}" for place in range(int(number), until + 1)]
    return found


def usual_higher(population: int, *lesser: int) -> int:
    """The size at higher risk, where those at lower and normal risk are as given."""
    *found, highest = (by_population(USUAL, population, risk).size for risk in Risk)
    assert found == list(lesser)
    return highest


def index_words(given: tuple[str, ...]) -> str:
    """The index and its weight as the page writes them."""
    signals = {one: None if text == "-" else float(text) for one, text in zip(Signal, given, strict=True)}
    found = checkbox_index(signals)
    return f"{'none' if found.value is None else f'{found.value:.6f}'}, {found.weight:.2f}"


def divergence_words(*given: int) -> str:
    """Both numbers, and whether they diverge."""
    paper, outcome = Paper(*given[:4]).share, Promises(*given[4:]).share
    return f"{ratio(paper)}, {ratio(outcome)}, {'yes' if diverges(paper, outcome) else 'no'}"


def sections() -> dict[str, tuple[str, list[list[str]]]]:
    """Heading to the function it names and the lines of its table."""
    found = {}
    for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, _, text = part.partition("\n")
        lines = [line for line in text.splitlines() if line.startswith("|")][2:]
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        found[heading] = (re.findall(r"`(attestry\.[\w.]+)`", text)[0], cells)
    return found


SECTIONS = sections()
LINES = [(heading, cells) for heading, (_, lines) in SECTIONS.items() for cells in lines]


def before(record: str) -> str:
    """The hash that the page gives for the record above this one."""
    lines = SECTIONS["Journal chain"][1]
    place = [cells[0] for cells in lines].index(record)
    return lines[place - 1][1].strip("`") if place else FIRST_PREVIOUS_HASH


@pytest.mark.parametrize(("heading", "cells"), LINES, ids=[f"{name}: {line[0]}"[:60] for name, line in LINES])
def test_r169_a_worked_example_comes_out_as_written(heading: str, cells: list[str]) -> None:
    *given, expected = cells
    assert RECOMPUTED[heading](*given) == expected.strip("`")


def test_r169_every_formula_of_the_page_has_examples_and_names_a_function_that_is_there() -> None:
    assert list(SECTIONS) == list(RECOMPUTED)
    for name, lines in SECTIONS.values():
        module, _, function = name.rpartition(".")
        assert callable(getattr(import_module(module), function)), name
        assert len(lines) >= 2, name


@pytest.fixture
def chain() -> list[ChainedRecord]:
    lines = [(orjson.loads(record.strip("`")), sealed.strip("`")) for record, sealed in LINES_OF_THE_CHAIN]
    previous = [FIRST_PREVIOUS_HASH, *(sealed for _, sealed in lines)]
    return [ChainedRecord(record, previous[place], sealed) for place, (record, sealed) in enumerate(lines)]


LINES_OF_THE_CHAIN = SECTIONS["Journal chain"][1]


def test_r169_the_records_are_written_as_they_are_hashed() -> None:
    for record, _ in LINES_OF_THE_CHAIN:
        assert canonical_json(orjson.loads(record.strip("`"))).decode() == record.strip("`")


def test_r169_changing_any_byte_of_the_first_record_changes_all_three_hashes(
    chain: list[ChainedRecord],
) -> None:
    written = canonical_json(chain[0].record)
    for place in range(len(written)):
        bent = written[:place] + bytes([written[place] ^ 1]) + written[place + 1 :]
        try:
            record = orjson.loads(bent)
        except orjson.JSONDecodeError:
            continue
        hashes, previous = [], FIRST_PREVIOUS_HASH
        for one in (record, chain[1].record, chain[2].record):
            previous = entry_hash(previous, one)
            hashes.append(previous)
        assert not set(hashes) & {line.hash for line in chain}, bent


def test_r169_without_the_second_record_the_third_does_not_verify(chain: list[ChainedRecord]) -> None:
    assert first_break(chain) is None
    found = first_break([chain[0], chain[2]])
    assert found is not None
    assert found.position == 2
