"""The firm goes from a sealed list to a drawn sample in a browser; management sees what was shared."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.effectiveness.rules.selection import seeded_selection
from attestry.engagements.tests.examination import NOW
from attestry.populations.actions.asking import ask_for_items
from attestry.populations.actions.defining import extract_population
from attestry.populations.actions.drawing import commit_seed
from attestry.populations.models import Population, PopulationCheck, Sample, SizeTable
from attestry.populations.rules.state import Origin
from attestry.populations.tests.changes import (
    a_population,
    a_sample,
    change_rows,
    frozen,
    handed_in,
    sealed_changes,
)
from attestry.populations.tests.conftest import browser


def at(scene, rest=""):
    return f"/engagements/{scene.engagement.pk}/firm/populations/{rest}"


def theirs(scene, rest=""):
    return f"/engagements/{scene.engagement.pk}/management/populations/{rest}"


def words(answer):
    return answer.content.decode()


def test_from_a_sealed_list_to_a_drawn_sample(examination, firm, tmp_path):
    entry = sealed_changes(tmp_path, change_rows(40))
    assert "No population is defined yet" in words(firm.get(at(examination)))
    assert "files_change_ticket" in words(firm.get(at(examination, "choose/?q=change")))
    define = at(examination, f"define/?origin=stream&entry={entry.seq}&table=files_change_ticket")
    assert "deployed_at" in words(firm.get(define))
    said = {
        "title": "Changes", "unit": "a change", "entry_seq": entry.seq, "from_on": "2026-01-01",
        "until_on": "2026-06-30", "zone": "UTC", "date_column": "deployed_at", "name_column": "title",
        "stratum_column": "system", "filters": "kind = normal",
    }  # fmt: skip
    wrong = firm.post(define, {**said, "filters": "nothing at all"})
    assert wrong.status_code == 422
    assert "is no filter" in words(wrong)
    firm.post(define, said)
    one = Population.objects.get()
    page = at(examination, f"{one.pk}/")

    def act(verb, browser_=firm, **more):
        return browser_.post(f"{page}act/{verb}/", more)

    act("extract")
    assert "After the filters" in words(firm.get(page))
    act("check", **{"check-kind": "count", "check-holds": "yes", "check-words": "Forty of forty."})
    bad = act("check", **{"check-kind": "accuracy", "check-holds": "yes", "check-words": "x",
                          "check-items": "CHG-9999"})  # fmt: skip
    assert bad.status_code == 422
    assert "is not in the list" in words(bad)
    act("check", **{"check-kind": "accuracy", "check-holds": "yes", "check-words": "Three rows.",
                    "check-items": "CHG-0001"})  # fmt: skip
    assert "somebody else of the firm accepts it" in words(firm.get(page))
    act("accept", browser(examination.senior), words="It may be relied on.")
    act("freeze")
    act("commit-seed", words="spring")
    assert "Draw it, once" in words(firm.get(f"{page}draw/"))
    drawn = {
        "method": "random", "basis": "statistics", "risk": "normal", "confidence": "90", "tolerable": "10",
        "expected": "0",
    }  # fmt: skip
    assert firm.post(f"{page}draw/", {**drawn, "tolerable": "0"}).status_code == 422
    assert "It would hold 16 items" in words(firm.post(f"{page}draw/", {**drawn, "look": 1}))
    assert not Sample.objects.exists()
    firm.post(f"{page}draw/", drawn)
    sample = Sample.objects.get()
    shown = words(firm.get(f"{page}sample/"))
    assert "90% confidence that at most" in shown
    assert "Q1 2026" in shown
    assert f"/evidence/{entry.seq}/rows/files_change_ticket/?q=" in shown
    assert sample.size == 16
    firm.post(f"{page}sample/act/extend/", {"extend-count": 2, "extend-reason": "Rollforward."})
    replaced = {"item": sample.items.first().pk, "replace-ground": "repeats_another"}
    firm.post(f"{page}sample/act/replace/", {**replaced, "replace-reason": "A retry of the same release."})
    assert sample.items.count() == 19
    missing = {"item": sample.items.last().pk, "replace-ground": "evidence_missing"}
    refused = firm.post(f"{page}sample/act/replace/", {**missing, "replace-reason": "Gone."})
    assert refused.status_code == 422
    assert "never replaced because its evidence is missing" in words(refused)
    firm.post(f"{page}sample/act/reveal/")
    assert sample.commitment.seed in words(firm.get(f"{page}sample/"))


def test_an_outsider_draws_the_sample_again_from_the_downloads(examination, firm, tmp_path):
    sample = a_sample(examination, tmp_path)
    page = at(examination, f"{sample.population_id}/")
    extraction = sample.population.freeze.extraction
    file = b"".join(firm.get(f"{page}file/").streaming_content)
    assert hashlib.sha256(file).hexdigest() == extraction.digest
    items = [json.loads(line)["item"] for line in file.splitlines()]
    listed = b"".join(firm.get(f"{page}list/?format=csv").streaming_content).decode()
    keys = sorted(row["item_sha256"] for row in csv.DictReader(io.StringIO(listed)))
    assert hashlib.sha256("".join(keys).encode()).hexdigest() == extraction.items_digest
    drawn = b"".join(firm.get(f"{page}sample/?format=csv").streaming_content).decode()
    told = [row["item"] for row in csv.DictReader(io.StringIO(drawn))]
    assert tuple(told) == seeded_selection(items, sample.commitment.seed, 5)


def test_management_sees_what_was_frozen_and_asked_and_nothing_before(
    examination, firm, management, tmp_path
):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(40)), filters="kind = normal")
    assert "Nothing is frozen yet" in words(management.get(theirs(examination)))
    assert management.get(theirs(examination, f"{population.pk}/")).status_code == 404
    frozen(examination, population)
    assert "Changes that went live" in words(management.get(theirs(examination)))
    sample = drawn_from(examination, firm, population)
    page = words(management.get(theirs(examination, f"{population.pk}/")))
    drawn = list(sample.items.values_list("item_id", flat=True))
    assert "Nothing of this list is asked for yet" in page
    assert not any(item in page for item in drawn)
    ask_for_items(
        examination.auditor.actor(), sample, items=list(sample.items.all()[:1]), words="The approval."
    )
    page = words(management.get(theirs(examination, f"{population.pk}/")))
    assert drawn[0] in page
    assert not any(item in page for item in drawn[1:])
    assert "The approval." in page
    asked = b"".join(management.get(theirs(examination, f"{population.pk}/?format=csv")).streaming_content)
    assert asked.decode().splitlines()[1].startswith(drawn[0])
    listed = b"".join(management.get(theirs(examination, f"{population.pk}/file/")).streaming_content)
    assert hashlib.sha256(listed).hexdigest() == population.freeze.extraction.digest


def drawn_from(scene, firm, population):
    commit_seed(scene.auditor.actor(), population)
    firm.post(at(scene, f"{population.pk}/draw/"), {
        "method": "random", "basis": "judgement", "risk": "normal", "confidence": "90", "tolerable": "10",
        "expected": "0", "size": "5", "reason": "Enough."})  # fmt: skip
    return Sample.objects.get()


def test_no_page_of_the_firm_opens_for_management_or_another_auditor(examination, management, tmp_path):
    sample = a_sample(examination, tmp_path)
    one = sample.population_id
    stranger = browser(somebody("Zoe", Role.AUDITOR))
    for rest in (
        "",
        "choose/",
        "sizes/",
        f"{one}/",
        f"{one}/list/",
        f"{one}/file/",
        f"{one}/draw/",
        f"{one}/sample/",
    ):
        assert management.get(at(examination, rest)).status_code == 403
        assert stranger.get(at(examination, rest)).status_code == 404
    for verb in ("act/freeze/", "act/extract/", "sample/act/ask/", "sample/act/reveal/"):
        assert management.post(at(examination, f"{one}/{verb}")).status_code == 403
    auditor = browser(examination.auditor)
    for rest in ("", f"{one}/", f"{one}/file/"):
        assert auditor.get(theirs(examination, rest)).status_code == 403


def test_the_drawn_items_reach_management_by_no_other_page(examination, management, tmp_path):
    sample = a_sample(examination, tmp_path)
    drawn = set(sample.items.values_list("item_id", flat=True))
    freeze = sample.population.freeze
    for path in ("/journal/", f"/evidence/{freeze.entry_seq}/", "/", "/api/acts/", "/evidence/"):
        page = words(management.get(path, follow=True))
        assert sample.commitment.seed not in page
        assert not any(item in page for item in drawn)


def test_what_people_wrote_is_text_and_never_a_tag(examination, firm, management, tmp_path):
    tag = "<script>alert(1)</script>"
    rows = [("CHG-0001", tag, tag, "normal", tag, "bob", "2026-02-01T10:00:00Z")]
    population = frozen(
        examination, a_population(examination, sealed_changes(tmp_path, rows), title=tag, unit=tag)
    )
    for page in (firm.get(at(examination)), firm.get(at(examination, f"{population.pk}/")),
                 firm.get(at(examination, f"{population.pk}/list/")), management.get(theirs(examination)),
                 management.get(theirs(examination, f"{population.pk}/"))):  # fmt: skip
        assert page.status_code == 200
        assert "<script>alert" not in words(page)


def test_a_list_handed_in_says_on_every_page_how_weak_it_is(examination, firm, management):
    population = frozen(examination, a_population(
        examination, handed_in(change_rows(12)), table="", origin=Origin.DOCUMENT, item_column="change_id"
    ))  # fmt: skip
    for page in (at(examination, f"{population.pk}/"), at(examination, f"{population.pk}/list/")):
        assert "Weaker provenance: handed in by management" in words(firm.get(page))
    assert "Weaker provenance" in words(firm.get(at(examination)))
    assert "Weaker provenance" in words(management.get(theirs(examination, f"{population.pk}/")))


def test_the_firm_keeps_its_own_sizes_by_version_and_only_who_leads_does(examination, firm):
    senior = browser(examination.senior)
    page = at(examination, "sizes/")
    said = {
        "by_frequency": "daily | 30 | 30 | 45",
        "by_population": "1 | 1 | 1 | 1\n10 | 10%, at least 5 | 8 | all",
        "reason": "Our methodology of 2026.",
    }
    assert "The usual tables stand" in words(senior.get(page))
    falling = senior.post(page, {**said, "by_population": "1 | 9 | 9 | 9\n20 | 2 | 9 | 9"})
    assert "fewer than of a smaller population" in words(falling)
    assert senior.post(page, {**said, "by_population": "1 | many | 1 | 1"}).status_code == 422
    assert firm.post(page, said).status_code == 403
    senior.post(page, said)
    assert SizeTable.objects.get().version == 1
    assert "Version 1 of the firm" in words(firm.get(page))
    senior.post(page, {**said, "reason": "A correction."})
    assert list(SizeTable.objects.values_list("version", flat=True)) == [2, 1]


@pytest.mark.parametrize(
    "rest", ["choose/?q=nothing", "define/", "define/?origin=x&entry=1", "999/", "999/sample/"]
)
def test_an_address_that_names_nothing_is_answered_and_never_breaks(examination, firm, rest):
    assert firm.get(at(examination, rest)).status_code in {200, 404, 422}


def test_every_page_asks_as_many_questions_however_many_items_there_are(examination, firm, tmp_path):
    sample = a_sample(examination, tmp_path, count=400, size=3)
    one = sample.population_id
    pages = ("", f"{one}/", f"{one}/list/", f"{one}/sample/")

    def counted():
        found = []
        for rest in pages:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert firm.get(at(examination, rest)).status_code == 200
            found.append(len(asked))
        return found

    counted()
    few = counted()
    firm.post(at(examination, f"{one}/sample/act/extend/"), {"extend-count": 50, "extend-reason": "More."})
    ask_for_items(examination.auditor.actor(), sample)
    entry = sample.population.entry_seq
    for _ in range(5):
        a_population(examination, type("E", (), {"seq": entry}))
    assert counted() == few


def test_r73_each_step_from_the_list_to_the_sample_is_kept_with_author_and_time(examination, firm, tmp_path):
    sample = a_sample(examination, tmp_path)
    population = sample.population
    extraction = population.freeze.extraction
    told = [
        (population.defined_by, population.defined_at),
        (extraction.extracted_by, extraction.extracted_at),
        *((one.checked_by, one.checked_at) for one in extraction.checks.all()),
        (extraction.acceptance.accepted_by, extraction.acceptance.accepted_at),
        (population.freeze.frozen_by, population.freeze.frozen_at),
        (sample.commitment.committed_by, sample.commitment.committed_at),
        (sample.drawn_by, sample.drawn_at),
        *(("Ada", one.selected_at) for one in sample.items.all()),
    ]
    assert {name for name, _ in told} == {"Ada", "Sam"}
    assert {at for _, at in told} == {NOW}
    page = words(firm.get(at(examination, f"{population.pk}/")))
    assert "5 of 5" in page
    assert page.count("09:00 UTC") >= 5


def test_the_database_itself_refuses_to_change_what_was_done(examination, tmp_path):
    a_sample(examination, tmp_path)
    for table, change in (
        ("seedcommitment", "seed = 'another'"),
        ("sampleditem", "item_id = 'another'"),
        ("populationfreeze", "entry_seq = 7"),
        ("populationextraction", "digest = 'another'"),
        ("populationcheck", "holds = true"),
    ):
        for said in (f"UPDATE populations_{table} SET {change}", f"DELETE FROM populations_{table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                connection.cursor().execute(said)


def test_the_same_acts_stand_on_the_api_and_behind_the_same_wall(examination, firm, management, tmp_path):
    sample = a_sample(examination, tmp_path)

    def ask(who, name, **said):
        return who.post(f"/api/acts/{name}", json.dumps(said), content_type="application/json")

    extended = {"sample": sample.pk, "count": 2, "reason": "Rollforward."}
    assert ask(management, "populations.extend_sample", **extended).status_code == 403
    assert ask(firm, "populations.extend_sample", **extended).status_code == 200
    again = {"population": sample.population_id, "method": "all", "basis": "judgement"}
    refused = ask(firm, "populations.draw_sample", **again)
    assert (refused.status_code, "it is drawn once" in words(refused)) == (409, True)
    missing = {"item": sample.items.first().pk, "ground": "evidence_missing", "reason": "Nobody finds it."}
    refused = ask(firm, "populations.replace_item", **missing)
    assert (refused.status_code, "never replaced" in words(refused)) == (409, True)
    assert sample.items.count() == 7


def test_what_a_check_would_find_is_seen_before_anybody_says_what_they_make_of_it(
    examination, firm, tmp_path
):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(10)))
    extract_population(examination.auditor.actor(), population)
    second = handed_in(change_rows(8))
    page = at(examination, f"{population.pk}/act/")
    said = {
        "second-entry_seq": second.seq,
        "second-column": "change_id",
        "second-match_on": "item",
        "look": 1,
    }
    shown = words(firm.post(f"{page}reconcile/", said))
    assert "8 in both, 2 here alone, 0 there alone" in shown
    assert "CHG-0009, CHG-0010" in shown
    looked = {"check-kind": "reverse", "check-items": "CHG-0001\nCHG-7777", "look": 1}
    assert "Not in the list: CHG-7777" in words(firm.post(f"{page}check/", looked))
    assert firm.post(f"{page}reconcile/", {**said, "second-column": "none"}).status_code == 422
    assert not PopulationCheck.objects.exists()
    firm.post(f"{page}reconcile/", {
        **{key: one for key, one in said.items() if key != "look"},
        "second-holds": "no", "second-words": "Two changes were deployed by hand."})  # fmt: skip
    assert PopulationCheck.objects.get().holds is False


@pytest.mark.parametrize(("step", "words"), [("defined", "Taking the list"), ("checked", "Sealing")])
def test_long_work_has_a_bar_that_runs_once_its_form_is_sent(examination, tmp_path, step, words):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(4)))
    if step == "checked":
        frozen(examination, population)
        Population.objects.filter(pk=population.pk).update(state="checked")
    page = browser(examination.auditor).get(at(examination, f"{population.pk}/")).content.decode()
    [form] = [one for one in page.split("<form")[1:] if "data-running" in one]
    assert f"data-running hidden><span>{words}" in form.partition("</form>")[0]
