"""Cells of a list read as what they mean, and what a list would do worked out before it is done."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import PlanChanged, plan_of
from attestry.kit.csv_rows import WrongLines, csv_rows
from attestry.kit.errors import Invalid


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


COLUMNS = ("name", "colour", "day", "count", "worth", "sure", "several")


def understood(cells: Cells):
    return (
        cells.text("name", most=5, needed=True),
        cells.choice("colour", Colour, otherwise=Colour.BLUE),
        cells.day("day", not_after=date(2026, 3, 10)),
        cells.whole("count", 1, 5),
        cells.amount("worth", Decimal(100)),
        cells.yes("sure"),
        cells.choices("several", Colour),
    )


def read(*lines: str):
    text = "\n".join([",".join(COLUMNS), *lines])
    return read_lines(text.encode(), understood, required=COLUMNS, once="name")


def test_cells_are_read_as_what_they_mean_and_empty_ones_as_nothing():
    full, empty = read("Ada,RED,2026-03-10,5,99.5,yes,red blue", "Ben,,,,,,")
    assert full == (
        "Ada",
        Colour.RED,
        date(2026, 3, 10),
        5,
        Decimal("99.50"),
        True,
        (Colour.RED, Colour.BLUE),
    )
    assert empty == ("Ben", Colour.BLUE, None, None, None, False, ())


def test_every_wrong_cell_of_every_line_is_named_at_once():
    with pytest.raises(WrongLines) as refusal:
        read(",green,10.3.2026,6,NaN,perhaps,red green", "Adalbert,,2026-03-11,+1,-1,,", "ADALBERT,,,,1e9,,")
    told = [tuple(line.split(": ")[:2]) for line in refusal.value.lines]
    wrong = [("line 2", one) for one in COLUMNS]
    wrong += [("line 3", one) for one in ("name", "day", "count", "worth")]
    assert sorted(told) == sorted([*wrong, ("line 4", "name"), ("line 4", "name"), ("line 4", "worth")])


def test_of_fifty_thousand_wrong_lines_all_are_known_and_the_first_told():
    with pytest.raises(WrongLines, match="line 2: colour.* and 49980 more") as refusal:
        read(*(f"{number},green,,,,," for number in range(50_000)))
    assert len(refusal.value.lines) == 50_000


def test_what_an_export_protects_from_spreadsheets_is_read_as_it_was():
    (row,) = csv_rows(b"name\n'=1+1\n", required=("name",))
    assert row["name"] == "=1+1"


def test_a_plan_tells_what_is_new_what_changes_and_what_stays():
    plan = plan_of(
        [
            ("new", None, {"a": 1}),
            ("other", {"a": 1, "b": None}, {"a": 2, "b": ""}),
            ("same", {"a": 1}, {"a": "1"}),
        ]
    )
    assert [one.title for one in plan.added] == ["new"]
    assert [one.fields for one in plan.changed] == [(("a", "1", "2"),)]
    assert str(plan) == "1 added, 1 changed, 1 as they were"


def test_another_plan_than_the_one_that_was_looked_at_is_refused():
    plan = plan_of([("new", None, {"a": 1})])
    plan.refuse_unless("")
    plan.refuse_unless(plan.digest())
    with pytest.raises(PlanChanged):
        plan_of([("new", None, {"a": 2})]).refuse_unless(plan.digest())


def test_what_is_known_by_name_is_found_and_lines_are_told_apart_by_what_they_mean():
    def refused():
        raise Invalid("Cy left.", next_step="Take another.")

    def named(cells: Cells):
        if cells.text("name") == "Cy":
            cells.asked(refused)
        return cells.known("name", {"ada": 1, "ben": 2, "cy": 3}, "nobody is called", needed=True)

    def read(*names: str):
        return read_lines("\n".join(["name", *names]).encode(), named, required=("name",), apart=bool)

    assert read("ADA") == [1]
    with pytest.raises(WrongLines) as refusal:
        read("Ada", "Dee", "ben", "Cy")
    assert refusal.value.lines == (
        "line 3: name: nobody is called “Dee”",
        "line 4: it says the same as line 2",
        "line 5: Cy left.",
    )
