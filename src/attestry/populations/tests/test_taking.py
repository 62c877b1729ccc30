"""A list is taken as of an entry, checked for completeness and accuracy, accepted by another, and frozen."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.engagements.errors import BehindTheWall, UnknownEngagement
from attestry.engagements.tests.examination import NOW
from attestry.evidence.models import Entry
from attestry.evidence.queries import body, store
from attestry.evidence.verification import verify_home
from attestry.journal.models import JournalEntry
from attestry.kit.csv_rows import WrongLines
from attestry.kit.errors import Invalid
from attestry.populations.actions.checking import accept_population, check_population, reconcile_population
from attestry.populations.actions.defining import extract_population
from attestry.populations.actions.freezing import freeze_population
from attestry.populations.errors import AlreadyFrozen, ListRefused, NotYet, PopulationRefused, SameHands
from attestry.populations.models import PopulationCheck
from attestry.populations.queries.taking import take
from attestry.populations.rules.check import CheckKind
from attestry.populations.rules.state import Origin, PopulationState
from attestry.populations.tests.changes import (
    HEADER,
    a_population,
    as_csv,
    change_rows,
    frozen,
    handed_in,
    sealed_changes,
)


def taken(scene, population):
    return extract_population(scene.auditor.actor(), population)


def test_a_list_is_taken_with_its_counts_before_and_after_the_filters(examination, tmp_path):
    late = ("CHG-0099", "Late", "web", "normal", "ann", "bob", "2026-07-02T08:00:00Z")
    undated = ("CHG-0098", "Never went live", "web", "normal", "ann", "bob", "")
    entry = sealed_changes(tmp_path, [*change_rows(40), late, undated])
    found = taken(examination, a_population(examination, entry, filters="kind = normal"))
    assert (found.rows_total, found.rows_undated, found.rows_in_period, found.item_count) == (42, 1, 40, 36)
    assert found.principal == body(entry)["provenance"]["principal"]
    assert found.entries_read == [entry.seq]
    assert "\"kind\" IS NOT DISTINCT FROM 'normal'" in found.query
    assert found.facts["quarters"] == [["Q1 2026", 18], ["Q2 2026", 18]]
    assert found.facts["strata"] == [["web", 24], ["pay", 12]]
    # The undated change and the late one are not of the period; what a filter leaves out is no gap.
    assert found.facts["series"][0]["missing_count"] == 0
    assert (found.first_at, sum(found.facts["readings"].values())) == ("2026-01-02T10:00:00Z", 1)


def test_the_same_list_is_taken_again_by_whoever_asks_again(examination, tmp_path):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(12)))
    found = taken(examination, population)
    lines = store().read(found.digest).splitlines()
    keys = sorted(hashlib.sha256(json.loads(line)["item"].encode()).hexdigest() for line in lines)
    assert hashlib.sha256("".join(keys).encode()).hexdigest() == found.items_digest
    assert [one.item for one in take(population).items] == [json.loads(line)["item"] for line in lines]
    with pytest.raises(NotYet, match="the same again"):
        taken(examination, population)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"])
def test_the_time_zone_decides_on_which_day_a_change_lies(examination, tmp_path, zone):
    at_midnight = ("CHG-0001", "At midnight", "web", "normal", "ann", "bob", "2026-03-31T15:00:00Z")
    entry = sealed_changes(tmp_path, [at_midnight])
    population = a_population(
        examination, entry, zone=zone, from_on=date(2026, 4, 1), until_on=date(2026, 6, 30)
    )
    assert taken(examination, population).item_count == (1 if zone == "Asia/Tokyo" else 0)


def test_a_definition_that_cannot_be_is_refused_with_its_field(examination, tmp_path):
    entry, document = sealed_changes(tmp_path, change_rows(3)), handed_in(change_rows(3))
    run = Entry.objects.exclude(kind="run").first()
    of_document = {"origin": Origin.DOCUMENT, "entry_seq": document.seq, "table": ""}
    for field, wrong in (
        ("title", {"title": " "}),
        ("unit", {"unit": ""}),
        ("until_on", {"from_on": date(2026, 5, 1), "until_on": date(2026, 4, 1)}),
        ("from_on", {"from_on": date(2025, 12, 1)}),
        ("zone", {"zone": "Mars/Olympus"}),
        ("table", {"table": "git_change"}),
        ("table", {"entry_seq": document.seq}),
        ("date_column", {"date_column": "title"}),
        ("stratum_column", {"stratum_column": "nothing"}),
        ("filters", {"filters": "nothing = 1"}),
        ("item_column", {**of_document, "item_column": "nothing"}),
        ("entry_seq", {"origin": Origin.DOCUMENT, "entry_seq": entry.seq}),
        ("entry_seq", {"origin": Origin.CONTROL_TEST, "test_id": "files-mfa-on-active-accounts",
                       "entry_seq": run.seq}),
    ):  # fmt: skip
        with pytest.raises(PopulationRefused) as refusal:
            a_population(examination, entry, **wrong)
        assert refusal.value.field == field


def test_a_list_that_was_handed_in_carries_its_weaker_provenance(examination):
    entry = handed_in(change_rows(12))
    population = a_population(
        examination, entry, origin=Origin.DOCUMENT, table="", item_column="change_id", filters="system = pay"
    )
    found = taken(examination, population)
    assert (found.rows_total, found.item_count, found.principal) == (12, 4, HOUSE.key)
    assert "nobody here saw the query run" in population.the_origin.weakness
    assert "changes.csv" in found.query


def test_a_workbook_that_was_handed_in_is_read_as_well(examination):
    book = Workbook()
    for row in (HEADER, *change_rows(5)):
        book.active.append(row)
    data = BytesIO()
    book.save(data)
    entry = handed_in((), data=data.getvalue())
    population = a_population(examination, entry, origin=Origin.DOCUMENT, table="", item_column="change_id")
    assert taken(examination, population).item_count == 5


def test_a_list_with_broken_lines_is_refused_whole_and_each_line_is_named(examination):
    rows = [
        *change_rows(3),
        change_rows(1)[0],
        ("", *change_rows(1)[0][1:]),
        (*change_rows(4)[3][:6], "soon"),
    ]
    population = a_population(
        examination, handed_in(rows), origin=Origin.DOCUMENT, table="", item_column="change_id"
    )
    with pytest.raises(WrongLines) as refusal:
        taken(examination, population)
    assert refusal.value.lines == (
        "line 5: “CHG-0001” stands on line 2 too",
        "line 6: change_id is empty",
        "line 7: “soon” is no day such as 2026-03-14",
    )
    assert not population.extractions.exists()


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"change_id\n\xff\xfe", ListRefused),
        (b"change_id,change_id\n1,2\n", ListRefused),
        (b"change_id,\n1,2\n", ListRefused),
        (b'change_id\n"open', ListRefused),
        (b"PK\x03\x04broken", Invalid),
        (b"change_id,title\n1\n", WrongLines),
    ],
)
def test_a_file_that_is_no_list_is_refused(examination, data, refusal):
    with pytest.raises(refusal):
        a_population(
            examination, handed_in((), data=data), origin=Origin.DOCUMENT, table="", item_column="change_id"
        )


def test_a_second_source_is_reconciled_item_by_item(examination, tmp_path):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(10)))
    taken(examination, population)
    deploys = handed_in([*change_rows(9), ("CHG-7777", *change_rows(1)[0][1:])])
    made = reconcile_population(
        examination.auditor.actor(), population, entry_seq=deploys.seq, column="change_id",
        holds=False, words="One deployment has no ticket.",
    )  # fmt: skip
    said = made.facts
    assert (said["matched"], said["only_here"], said["only_there"]) == (9, 1, 1)
    assert (said["only_here_first"], said["only_there_first"]) == (["CHG-0010"], ["CHG-7777"])
    itself = reconcile_population(
        examination.auditor.actor(), population, entry_seq=population.entry_seq, column="title",
        table="files_change_ticket", date_column="deployed_at", match_on="name", holds=True, words="All.",
    )  # fmt: skip
    assert (itself.facts["matched"], itself.facts["only_there"]) == (10, 0)
    for field, wrong in (("column", {"column": "x"}), ("match_on", {"match_on": "row"})):
        more = {"entry_seq": deploys.seq, "column": "change_id", "holds": True, "words": "Yes.", **wrong}
        with pytest.raises(PopulationRefused, match=field):
            reconcile_population(examination.auditor.actor(), population, **more)


def test_an_item_known_from_elsewhere_is_looked_for(examination, tmp_path):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(10)))
    taken(examination, population)
    made = check_population(
        examination.auditor.actor(), population, kind=CheckKind.REVERSE, holds=False,
        words="From the incident log.", items="CHG-0003\nChange 4\nCHG-4711",
    )  # fmt: skip
    assert made.facts == {"found": ["CHG-0003", "Change 4"], "missing": ["CHG-4711"]}
    for kind, items in (
        (CheckKind.REVERSE, ""),
        (CheckKind.ACCURACY, "CHG-4711"),
        (CheckKind.ZERO_ROWS, ""),
        (CheckKind.SECOND_SOURCE, ""),
    ):
        with pytest.raises(PopulationRefused):
            check_population(
                examination.auditor.actor(), population, kind=kind, holds=True, words="Yes.", items=items
            )


def test_a_list_is_accepted_by_another_after_both_were_checked_and_then_frozen_for_good(
    examination, tmp_path
):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(10)))
    taken(examination, population)
    auditor, senior = examination.auditor.actor(), examination.senior.actor()
    with pytest.raises(NotYet, match="completeness was not checked; accuracy was not checked"):
        accept_population(senior, population, words="Fine.")
    check_population(auditor, population, kind=CheckKind.COUNT, holds=True, words="Ten of ten.")
    check_population(
        auditor, population, kind=CheckKind.ACCURACY, holds=True, words="Compared.", items="CHG-0001"
    )
    with pytest.raises(SameHands):
        accept_population(auditor, population, words="Fine.")
    with pytest.raises(NotYet, match="once its completeness"):
        freeze_population(auditor, population)
    accept_population(senior, population, words="Fine.")
    with pytest.raises(NotYet, match="was accepted"):
        check_population(auditor, population, kind=CheckKind.COUNT, holds=False, words="No.")
    made = freeze_population(auditor, population)
    sealed = Entry.objects.get(seq=made.entry_seq)
    assert body(sealed)["digest"] == made.extraction.digest
    population.refresh_from_db()
    assert population.the_state is PopulationState.FROZEN
    with pytest.raises(AlreadyFrozen):
        freeze_population(auditor, population)
    assert verify_home().findings == []


def test_that_a_list_holds_none_has_to_be_proved(examination, tmp_path):
    entry = sealed_changes(tmp_path, change_rows(10))
    population = a_population(examination, entry, filters="kind = unheard of")
    taken(examination, population)
    with pytest.raises(NotYet, match="not proved"):
        accept_population(examination.senior.actor(), population, words="None.")
    assert frozen(examination, population).freeze.extraction.item_count == 0


def test_only_the_firm_of_this_engagement_touches_a_population_and_never_the_house(examination, tmp_path):
    entry = sealed_changes(tmp_path, change_rows(3))
    population = a_population(examination, entry)
    stranger = somebody("Zoe", Role.AUDITOR)
    for actor, refusal in (
        (HOUSE, BehindTheWall),
        (stranger.actor(), UnknownEngagement),
        (examination.lead.actor(), Exception),
    ):
        for act in (extract_population, freeze_population):
            with pytest.raises(refusal):
                act(actor, population)
    examination.engagement.state = "issued"
    examination.engagement.save(update_fields=["state"])
    with pytest.raises(NotYet, match="not under way"):
        taken(examination, population)


def test_before_the_freeze_the_journal_says_only_that_something_was_done(examination, tmp_path):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(3)), filters="kind = normal")
    taken(examination, population)
    check_population(
        examination.auditor.actor(), population, kind=CheckKind.COUNT, holds=False, words="Short by two."
    )
    said = list(JournalEntry.objects.filter(act__startswith="populations.").values_list("after", flat=True))
    assert [sorted(one) for one in said] == [
        ["digest", "engagement"],
        ["digest", "extracted"],
        ["check", "digest"],
    ]
    assert PopulationCheck.objects.get().digest == said[2]["digest"]
    assert "Short by two" not in str(said)
    assert as_csv(change_rows(1)) not in str(said).encode()
    assert population.defined_at == NOW
