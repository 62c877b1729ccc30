import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.connectors.actions import remove_connection
from attestry.connectors.rules.observation import Gap, Reason
from attestry.control_tests import evaluation, outcome_log
from attestry.control_tests.actions.judging import record_manual_result
from attestry.control_tests.actions.setting import set_parameters
from attestry.control_tests.errors import ManualResultRefused, TestDefinitionRefused, TestUnknown
from attestry.control_tests.models import Aspect, Result, Run, TestSetting
from attestry.control_tests.rules.outcome import Counts, Outcome
from attestry.control_tests.tests.asking import HAS_FACTOR, TABLE, asked, items, library, result  # noqa: F401
from attestry.control_tests.verification import findings
from attestry.effectiveness.queries.periods import item_history
from attestry.evidence.models import Entry
from attestry.evidence.tests.line import DAY_ONE, HOUSE, account, made_line, table_gap, unavailable
from attestry.journal.models import JournalEntry
from attestry.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(tmp_path, monkeypatch):
    from django.conf import settings as django

    cache = tmp_path / "cache"
    cache.mkdir()
    monkeypatch.setattr(type(django.HOME), "cache", property(lambda _: cache))
    return made_line()


def person(number, factor="totp", **values):
    return account(number, mfa_factor=factor, **values)


def test_a_run_counts_outcomes_and_says_what_it_read(line, library):
    library(asked())
    read = line.read(person(1), person(2, "none"), person(3, None), person(4, is_active=False))
    found = result(line.test())
    assert (found.verdict, found.counts) == ("fail", Counts(1, 1, 1, 0))
    assert found.inputs == [read.seq]
    assert items(found.run) == {"okta/1": "pass", "okta/2": "fail", "okta/3": "unknown"}


def test_an_item_that_leaves_the_population_is_said_to_have_left(line, library):
    library(asked())
    line.read(person(1), person(2))
    line.test()
    line.read(person(1), person(2, is_active=False), on=1)
    second = line.test(on=1)
    assert items(second) == {"okta/1": "pass", "okta/2": "left"}
    assert second.change_count == 1
    line.read(person(1), person(2), on=2)
    assert items(line.test(on=2)) == {"okta/1": "pass", "okta/2": "pass"}


def test_only_what_changed_is_written(line, library):
    library(asked())
    rows = [person(number) for number in range(50)]
    line.read(*rows)
    assert line.test().change_count == 50
    line.read(*rows, on=1)
    assert line.test(on=1).segment == ""
    line.read(person(0, "none"), *rows[1:], on=2)
    assert line.test(on=2).change_count == 1


def test_nobody_in_the_population_is_empty_and_never_a_pass(line, library):
    library(asked())
    line.read()
    assert result(line.test()).verdict == "empty"
    line.read(person(1, is_active=False), on=1)
    assert result(line.test(on=1)).verdict == "empty"


def test_a_stream_that_was_never_read_is_unknown(line, library):
    library(asked())
    found = result(line.test())
    assert found.verdict == "unknown"
    assert "never collected" in found.unseen[0]


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (lambda line: None, "stale: Files"),
        (lambda line: line.read(unavailable("no answer"), on=39), "unreachable: Files"),
        (lambda line: remove(line), "removed: Files"),
    ],
)
def test_what_is_not_seen_any_more_is_unknown_with_its_reason(line, library, happens, says):
    library(asked())
    line.read(person(1), person(2, "none"))
    assert result(line.test()).verdict == "fail"
    happens(line)
    found = result(line.test(on=39))
    assert (found.verdict, found.counts) == ("unknown", Counts(0, 0, 2, 0))
    assert found.unseen[0].startswith(says)
    assert set(items(found.run).values()) == {"unknown"}


def remove(line):
    with clock.simulated(DAY_ONE + timedelta(days=3)):
        remove_connection(HOUSE, line.connection, reason="sold")


def test_a_passing_population_that_is_not_fully_seen_is_unknown(line, library):
    library(asked())
    line.read(person(1), table_gap("page 2"))
    found = result(line.test())
    assert (found.verdict, found.counts) == ("unknown", Counts(1))


def test_an_item_with_a_gap_in_what_the_test_reads_is_unknown_and_in_what_it_does_not_is_not(line, library):
    library(asked())
    line.read(
        person(1),
        person(2),
        Gap(TABLE, Reason.PERMISSION, "denied", "okta/1", ("mfa_factor",)),
        Gap(TABLE, Reason.PERMISSION, "denied", "okta/2", ("is_admin",)),
        Gap(TABLE, Reason.PERMISSION, "denied", "okta/3"),
    )
    assert items(line.test()) == {"okta/1": "unknown", "okta/2": "pass", "okta/3": "unknown"}


BROKEN = {
    "no SQL at all": ("SELEC 1", "syntax error"),
    "a column that does not exist": (HAS_FACTOR.replace("mfa_factor,", "colour,"), "colour|mfa_factor"),
    "a word that is no outcome": (HAS_FACTOR.replace("'pass'", "'passed'"), "answered 'passed' for item"),
    "no outcome": (HAS_FACTOR.replace("'pass'", "NULL"), "answered None for item"),
    "no item": (HAS_FACTOR.replace("account_id AS", "CAST(NULL AS VARCHAR) AS"), "for item None"),
    "every item twice": (f"{HAS_FACTOR} UNION ALL {HAS_FACTOR}", "answered twice for item 'okta/1'"),
    "no reason": (HAS_FACTOR.replace("AS reason", "AS because"), "lacks the column reason"),
    "reading a file": (
        "SELECT content AS item_id FROM read_text('/etc/passwd')",
        "disabled by configuration",
    ),
    "reading a listing": ("SELECT file AS item_id FROM glob('/etc/*')", "disabled by configuration"),
    "two statements": (f"{HAS_FACTOR}; DROP TABLE files_account", "is not one SELECT"),
    "a way out of its brackets": (f"{HAS_FACTOR}) ; DROP TABLE _gap; SELECT * FROM (SELECT 1", "."),
    "no question": ("DROP TABLE files_account", "is not one SELECT"),
    "a parameter nobody gives": (HAS_FACTOR.replace("'none'", "$never"), "never"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_test_that_breaks_is_unknown_with_the_reason_and_the_others_go_on(line, library, name):
    sql, says = BROKEN[name]
    line.read(person(1), person(2, "none"))
    library(asked())
    before = line.test()
    library(asked(sql=sql), asked("another-question"))
    run = line.test(on=0, at=DAY_ONE + timedelta(hours=3))
    found = result(run)
    assert (found.verdict, found.counts) == ("unknown", Counts())
    assert re.search(says, found.error), found.error
    assert result(run, "another-question").verdict == "fail"
    assert set(items(run).values()) == {"unknown"}
    assert items(before) == {"okta/1": "pass", "okta/2": "fail"}


def test_a_question_that_runs_for_ever_is_stopped_and_the_others_go_on(line, library, monkeypatch):
    monkeypatch.setattr(evaluation, "SECONDS", 2.0)
    endless = (
        "SELECT sum(a.range % (b.range + 1))::VARCHAR AS item_id, 'all' AS item_name, 'pass' AS outcome, "
        "'counted' AS reason FROM range(9999999) AS a, range(9999999) AS b"
    )
    library(asked(sql=endless), asked("another-question"))
    line.read(person(1))
    run = line.test()
    assert "longer than 2 s" in result(run).error
    assert result(run, "another-question").verdict == "pass"


def test_a_remark_at_the_end_of_a_question_does_no_harm(line, library):
    library(asked(sql=f"{HAS_FACTOR} -- that is all"))
    line.read(person(1))
    assert result(line.test()).verdict == "pass"


def parametrised():
    sql = HAS_FACTOR.replace("'none'", "$worst").replace(
        "is_active", "is_active AND length($worst_of_all) >= 0"
    )
    both = {
        name: {"kind": "text", "default": "none", "title": "Worst"} for name in ("worst", "worst_of_all", "w")
    }
    return asked(sql=sql, parameters=both)


def test_a_threshold_set_by_the_organization_decides_from_the_next_run_on_and_stands_in_the_journal(
    line, library
):
    library(parametrised())
    line.read(person(1, "sms"), person(2, "none"))
    assert items(line.test()) == {"okta/1": "pass", "okta/2": "fail"}
    set_parameters(HOUSE, "accounts-have-factor", {"worst": "sms"})
    assert items(line.test(at=DAY_ONE + timedelta(hours=2))) == {"okta/1": "fail", "okta/2": "pass"}
    said = JournalEntry.objects.get(act="control_tests.set_parameters")
    assert (said.subject, said.before, said.after) == ("test:accounts-have-factor", {}, {"worst": "sms"})


def test_a_threshold_that_does_not_fit_is_refused_and_one_that_stopped_fitting_breaks_its_test_alone(
    line, library
):
    library(parametrised(), asked("another-question"))
    for bad in ({"best": "sms"}, {"worst": 7}):
        with pytest.raises(TestDefinitionRefused):
            set_parameters(HOUSE, "accounts-have-factor", bad)
    with pytest.raises(TestUnknown):
        set_parameters(HOUSE, "no-such-test", {})
    assert TestSetting.objects.count() == 0
    TestSetting.objects.create(test_id="accounts-have-factor", parameters={"gone": 1})
    line.read(person(1))
    run = line.test()
    assert "has no parameter “gone”" in result(run).error
    assert result(run, "another-question").verdict == "pass"


def test_an_items_history_keeps_both_bounds_of_every_change(line, library):
    library(asked())
    for day, factor in enumerate(["totp", "totp", "none", "none", "totp"]):
        line.read(person(1, factor), on=day)
        line.test(on=day)
    until = DAY_ONE + timedelta(days=4, hours=2)
    history = item_history(
        "accounts-have-factor", "okta/1", from_at=DAY_ONE + timedelta(hours=1), until_at=until
    )
    assert [span.outcome.value for span in history.intervals] == ["pass", "fail", "pass"]
    failing = history.intervals[1]
    assert failing.after == DAY_ONE + timedelta(days=1, hours=1)
    assert failing.from_at == DAY_ONE + timedelta(days=2, hours=1)
    assert failing.until_at == DAY_ONE + timedelta(days=4, hours=1)


def test_the_short_cuts_give_the_answers_of_the_plain_log(line, library, monkeypatch):
    from django.conf import settings as django

    monkeypatch.setattr(outcome_log, "CACHE_EVERY", 3)
    library(asked())
    runs = []
    for day in range(8):
        line.read(
            *[person(n, "none" if (n + day) % 3 == 0 else "totp") for n in range(6) if n != day], on=day
        )
        runs.append(line.test(on=day))
    cut = [items(run) for run in runs]
    kept = sorted(
        path.name for path in django.HOME.cache.glob("*-*.parquet") if not path.name.startswith("rows-")
    )
    assert kept
    for path in django.HOME.cache.glob("*.parquet"):
        path.unlink()
    assert cut == [items(run) for run in runs]
    expected = {f"okta/{n}": "fail" if (n + 7) % 3 == 0 else "pass" for n in range(6)}
    assert cut[-1] == expected


def test_a_short_cut_of_another_history_is_not_believed(line, library):
    from django.conf import settings as django

    library(asked())
    line.read(person(1))
    line.test()
    line.read(person(1, "none"), on=1)
    second = line.test(on=1)
    wrong = django.HOME.cache / f"current-{second.ordinal:09d}-0123456789abcdef.parquet"
    wrong.write_bytes(next(django.HOME.cache.glob("current-*.parquet")).read_bytes())
    assert items(second) == {"okta/1": "fail"}


FACTORS = st.dictionaries(st.integers(0, 4), st.sampled_from(["totp", "none", None]), max_size=5)


@given(st.lists(FACTORS, min_size=1, max_size=6), st.integers(1, 4))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_log_replayed_is_what_each_run_said(line, library, days, every):
    from django.conf import settings as django
    from django.db import transaction

    words = {"totp": "pass", "none": "fail", None: "unknown"}
    library(asked())
    for path in django.HOME.cache.glob("*"):
        path.unlink()
    with transaction.atomic(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(outcome_log, "CACHE_EVERY", every)
        met, runs = set(), []
        for day, factors in enumerate(days):
            line.read(*[person(number, factor) for number, factor in factors.items()], on=day)
            runs.append((line.test(on=day), factors, frozenset(met := met | set(factors))))
        for run, factors, known in runs:
            wanted = {f"okta/{n}": words[factors[n]] if n in factors else "left" for n in known}
            assert items(run) == wanted
            counts = result(run).counts
            assert counts.total == len(factors)
            assert counts.failed == sum(factor == "none" for factor in factors.values())
        assert list(findings()) == []
        transaction.set_rollback(True)


def a_manual_result(line, **changes):
    entry = line.read(person(1))
    given = {
        "control_id": "IAM-01",
        "aspect": Aspect.DESIGN,
        "outcome": Outcome.PASS,
        "conclusion": "Looked at the list of accounts and found every one named.",
        "evidence": [entry.seq],
        "holds_until": DAY_ONE + timedelta(days=90),
    }
    with clock.simulated(DAY_ONE + timedelta(hours=1)):
        return record_manual_result(HOUSE, **{**given, **changes})


def test_a_person_finds_something_citing_sealed_evidence(line):
    made = a_manual_result(line)
    assert (made.verdict, made.inputs, made.aspect) == ("pass", [0], "design")
    assert Entry.objects.get(seq=made.entry_seq).kind == "run"
    assert JournalEntry.objects.get(act="control_tests.record_manual_result").after["cites"] == [0]
    assert list(findings()) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": Outcome.UNKNOWN},
        {"outcome": Outcome.EMPTY},
        {"conclusion": "  fine.  "},
        {"evidence": []},
        {"evidence": [0, 7]},
        {"holds_until": DAY_ONE},
        {"holds_until": DAY_ONE + timedelta(days=500)},
    ],
)
def test_a_finding_that_shows_nothing_is_refused_whole(line, changes):
    with pytest.raises(ManualResultRefused) as refusal:
        a_manual_result(line, **changes)
    assert refusal.value.next_step
    assert Result.objects.count() == 0
    assert Entry.objects.filter(kind="run").count() == 0


def test_nothing_to_ask_makes_no_run(line, library):
    library()
    line.read(person(1))
    assert line.test() is None
    assert Run.objects.count() == 0
