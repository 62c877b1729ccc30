"""What the exposure pages say; and the engine counts what the rules say, over many items."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from datetime import timedelta

import pytest
from django.conf import settings

from attestry.control_tests.models import Result, Run
from attestry.effectiveness.queries.exposure import Asked, all_exposed, exposure
from attestry.effectiveness.rules.exposure import Looked, Watch, episodes_of, totals
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import FIRST, MFA, NOW
from attestry.evidence.queries import store
from attestry.kit import duck

pytestmark = pytest.mark.django_db

PAGE = f"/tests/{MFA}/exposure/"


def csv_of(answer):
    """The lines of a CSV answer by their columns."""
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_an_item_has_its_exact_span_with_both_bounds_of_both_ends(world, client_of):
    (line,) = csv_of(client_of(world.auditor).get(PAGE + "?format=csv"))
    assert line["item"] == "crm/ada"
    assert line["last right before"] == "2026-03-10T09:00:00Z"
    assert line["first seen failing"] == line["last seen failing"] == "2026-03-12T09:00:00Z"
    assert line["seen right or gone"] == "2026-03-13T09:00:00Z"
    assert (line["hours proved"], line["hours at most"]) == ("0.0", "72.0")
    assert (line["hours to detect"], line["detection is"], line["hours to fix"]) == (
        "48.0",
        "at most",
        "24.0",
    )
    assert (line["how it ended"], line["promise"]) == ("fixed", "kept")


def test_the_page_says_the_same_in_words(world, client_of):
    page = said(client_of(world.auditor).get(PAGE))
    for words in (
        "1 item failed once in 90 days, of which 0 are open now",
        "by 12 Mar 2026, 09:00 UTC",
        "after 10 Mar 2026, 09:00 UTC",
        "right by 13 Mar 2026, 09:00 UTC",
        "Seen once",
        "at most 3 days",
        "Kept",
    ):
        assert words in page


def test_an_open_failure_counts_until_now_and_the_promise_runs(world, client_of):
    page = said(client_of(world.auditor).get(PAGE + "?as_of=2026-03-12T20:00:00Z"))
    assert "of which 1 is open now" in page
    assert "11 hours so far" in page
    assert "3 days promised" in page


def test_the_auditor_sees_every_failure_whatever_was_promised(world, client_of):
    everything = csv_of(client_of(world.auditor).get("/exposure/?format=csv"))
    assert everything == csv_of(client_of(world.lead).get("/exposure/?format=csv"))
    assert {line["promise"] for line in everything} >= {"kept"}
    assert (
        len(everything)
        == exposure(Asked(tuple({line["test"] for line in everything}), NOW - timedelta(days=90), NOW)).count
    )


def test_the_list_is_narrowed_by_state_and_words_and_the_totals_stay_whole(world, client_of):
    client = client_of(world.lead)
    assert "Nothing matches what you chose" in said(client.get(PAGE + "?state=open"))
    assert "1 item failed once" in said(client.get(PAGE + "?state=open"))
    assert "ada@example.org" in said(client.get(PAGE + "?q=ADA"))
    assert "ada@example.org" not in said(client.get(PAGE + "?q=ben"))


@pytest.mark.parametrize("sort", ["item", "since", "-at_most", "detect", "-standing", "nonsense"])
def test_the_list_is_sorted_as_asked(world, client_of, sort):
    assert "ada@example.org" in said(client_of(world.lead).get(f"/exposure/?sort={sort}"))


def test_from_the_program_to_the_test_the_item_and_the_entry_that_shows_it(world, client_of):
    found = set(links(client_of(world.lead).get("/exposure/")))
    assert PAGE in found
    assert f"/tests/{MFA}/items/?item=crm%2Fada" in found
    assert any(one.startswith("/evidence/") for one in found)


def test_the_days_that_were_chosen_go_along_to_the_test_and_the_item(world, client_of):
    found = set(links(client_of(world.lead).get("/exposure/?days=365")))
    assert {PAGE + "?days=365", f"/tests/{MFA}/items/?days=365&item=crm%2Fada"} <= found


def test_a_tests_page_leads_to_its_exposure(world, client_of):
    assert f"{PAGE}?days=90" in links(client_of(world.lead).get(f"/tests/{MFA}/"))


def test_where_nothing_failed_the_page_says_what_that_does_not_mean(world, client_of):
    page = said(client_of(world.lead).get("/tests/files-leaver-accounts-disabled/exposure/"))
    assert "Nothing was seen failing" in page
    assert "Where nobody looked nothing can fail" in page
    assert "No test of the library looks at it" in said(
        client_of(world.lead).get("/controls/GOV-05/exposure/")
    )


def test_a_test_that_does_not_exist_has_no_exposure(world, client_of):
    assert client_of(world.lead).get("/tests/none/exposure/").status_code == 404


OUTCOMES = ("pass", "fail", "unknown", "not_applicable", "left")


@pytest.fixture
def many(world):
    """Three hundred made-up items of one test over forty runs, sealed as one segment of the log."""
    pick = random.Random(7)
    runs = []
    at = NOW
    for ordinal in range(1000, 1040):
        at += timedelta(hours=pick.choice((6, 24, 24, 24, 70)))
        holds = at + timedelta(hours=36)
        run = Run(ordinal=ordinal, entry_seq=ordinal, as_of=at, recorded_at=at)
        runs.append((run, holds))
    changes = {}
    for number in range(300):
        before, line = "left", []
        for run, _ in runs:
            after = before if pick.random() < 0.7 else pick.choice(OUTCOMES)
            if after != before:
                line.append((run.ordinal, run.as_of, after))
            before = after
        changes[f"item-{number}"] = line
    digest = store().put_file(sealed(changes))
    for run, holds in runs:
        run.segment = digest if run is runs[-1][0] else ""
        run.save(force_insert=True)
        Result.objects.create(
            run=run, entry_seq=run.ordinal, test_id=MFA, version="", as_of=run.as_of,
            recorded_at=run.recorded_at, holds_until=holds, verdict="fail", failed=1,
        )  # fmt: skip
    return runs, changes


def sealed(changes):
    """The changes as a Parquet file, as a run would seal them."""
    path = settings.HOME.cache / "many.parquet"
    with duck.opened() as db:
        db.execute("CREATE TABLE c (test_id VARCHAR, item_id VARCHAR, item_name VARCHAR, outcome VARCHAR, "
                   "reason VARCHAR, details VARCHAR, _ordinal BIGINT)")  # fmt: skip
        rows = [
            (MFA, item, item if outcome != "left" else None, outcome, "said", "{}", ordinal)
            for item, line in changes.items()
            for ordinal, _, outcome in line
        ]
        db.executemany("INSERT INTO c VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        db.execute(f"COPY c TO '{path}' (FORMAT parquet)")
    return path


@pytest.mark.parametrize("days", [5, 20, 400])
def test_the_engine_counts_what_the_rules_say_of_every_item(many, days):
    runs, changes = many
    at = runs[-1][0].as_of + timedelta(hours=5)
    over = (at - timedelta(days=days), at)
    within = timedelta(days=3)
    earlier = Result.objects.filter(test_id=MFA, run__ordinal__lt=1000).order_by("as_of")
    looked = [Looked(*one) for one in earlier.values_list("as_of", "holds_until")]
    watch = Watch.of([*looked, *(Looked(run.as_of, holds) for run, holds in runs)])
    wanted = defaultdict(list)
    for item, line in changes.items():
        for one in episodes_of(
            [(when, outcome) for _, when, outcome in line], watch, within=within, over=over
        ):
            wanted[item].append(one)
    found = defaultdict(list)
    asked = Asked((MFA,), over[0], at)
    for one in all_exposed(asked, sort="since"):
        if one.item_id != "crm/ada":
            found[one.item_id].append(one.episode)
    assert found == wanted

    said = exposure(Asked((MFA,), over[0], at, search="item-")).totals
    assert said == totals([(item, one) for item, ones in wanted.items() for one in ones], over=over)


def test_pages_of_a_long_list_meet_and_do_not_overlap(many):
    runs, _ = many
    at = runs[-1][0].as_of
    asked = Asked((MFA,), FIRST, at)
    whole = list(all_exposed(asked))
    paged = [one for start in range(0, len(whole), 50) for one in exposure(asked, offset=start).items]
    assert len(whole) > 500
    assert paged == whole
    standing = [one.episode.standing for one in whole]
    assert standing == sorted(standing, reverse=True)
