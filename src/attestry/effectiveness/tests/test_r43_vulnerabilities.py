"""Requirement R43: which weaknesses are overdue, correct at the boundaries of days, with exceptions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.control_tests.actions.setting import set_parameters
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.populations import items
from attestry.effectiveness.queries.vulnerabilities import TEST, vulnerabilities
from attestry.effectiveness.tests.reading import said
from attestry.evidence.tests.line import DAY_ONE, made_line
from attestry.kit import clock

pytestmark = pytest.mark.django_db

FOUND = DAY_ONE.date()


def weakness(number, **values):
    return {"vulnerability_id": number, "title": f"Weakness {number}", "severity": "high",
            "found_on": FOUND, "owner": "ben@payroll.example", **values}  # fmt: skip


def handed_in(*rows):
    line = made_line("files_vulnerability", name="scanner")
    line.read(*rows)
    return line


def standing(on):
    found = vulnerabilities(DAY_ONE + timedelta(days=on)).found
    return {one.item_id: (str(one.standing), one.days_over) for one in found}


@pytest.fixture
def lead(client):
    client.force_login(somebody("Lea", Role.LEAD))
    return client


def test_r43_a_high_one_is_in_time_on_day_thirty_and_overdue_on_day_thirty_one(lead):
    line = handed_in(weakness("a"))
    assert standing(29) == {"a": ("in time", 0)}
    assert standing(30) == {"a": ("in time", 0)}
    assert standing(31) == {"a": ("overdue", 1)}
    assert standing(45) == {"a": ("overdue", 15)}
    for day, outcome in ((30, Outcome.PASS), (31, Outcome.FAIL)):
        line.read(weakness("a"), on=day)
        run = line.test(on=day)
        (item,) = items(TEST, at=run.as_of).items
        assert item.outcome is outcome, "the list and the sealed answer of the test say the same"
    with clock.simulated(DAY_ONE + timedelta(days=31)):
        page = said(lead.get("/vulnerabilities/"))
        assert "Next: Weakness a on an asset not named, 1 day over" in page
        assert "31 Mar 2026" in page
        assert "Nothing is overdue" not in page
    with clock.simulated(DAY_ONE + timedelta(days=30)):
        assert "Nothing is overdue" in said(lead.get("/vulnerabilities/"))


def test_r43_each_severity_has_its_own_days_and_the_organization_may_set_them():
    limits = {"critical": 15, "high": 30, "medium": 90, "low": 180}
    handed_in(*(weakness(name, severity=name) for name in limits), weakness("e", is_exploited=True))
    for name, days in limits.items():
        assert standing(days)[name] == ("in time", 0)
        assert standing(days + 1)[name] == ("overdue", 1)
    assert (standing(7)["e"], standing(8)["e"]) == (("in time", 0), ("overdue", 1))
    set_parameters(HOUSE, TEST, {"high_days": 14})
    assert (standing(14)["high"], standing(15)["high"]) == (("in time", 0), ("overdue", 1))


def test_r43_an_exception_holds_until_its_last_day_and_needs_somebody_who_approved_it(lead):
    until = FOUND + timedelta(days=60)
    handed_in(
        weakness("a", accepted_until=until, accepted_by="Ada"),
        weakness("b", accepted_until=until),
        weakness("c", fixed_on=FOUND + timedelta(days=30)),
        weakness("d", fixed_on=FOUND + timedelta(days=31)),
        weakness("e", severity="grave"),
    )
    assert {key: one for key, (one, _) in standing(60).items()} == {
        "a": "excepted", "b": "overdue", "c": "fixed in time", "d": "fixed late", "e": "not known",
    }  # fmt: skip
    assert standing(61)["a"] == ("overdue", 31)
    with clock.simulated(DAY_ONE + timedelta(days=60)):
        page = said(lead.get("/vulnerabilities/?stands=excepted"))
        assert "until 30 Apr 2026, by Ada" in page
        assert "Weakness b" not in page.partition("Every weakness")[2]
        assert "exception without an approver" in said(lead.get("/vulnerabilities/?stands=overdue"))


def test_r43_the_list_sorts_filters_searches_and_is_taken_out(lead):
    script = "<script>alert(1)</script>"
    handed_in(weakness("a", title=script), weakness("b", title="=cmd()", severity="critical"))
    with clock.simulated(DAY_ONE + timedelta(days=40)):
        page = lead.get("/vulnerabilities/").content.decode()
        assert script not in page
        assert page.index("=cmd()") < page.rindex("&lt;script&gt;"), "the longest overdue stands first"
        for sort in ("what", "severity", "standing", "open", "-over", "by", "owner"):
            assert lead.get(f"/vulnerabilities/?sort={sort}").status_code == 200
        assert "Nothing matches" in said(lead.get("/vulnerabilities/?severity=high&stands=overdue&q=cmd"))
        told = b"".join(lead.get("/vulnerabilities/?format=csv").streaming_content).decode()
        assert "b,'=cmd() on an asset not named,critical,overdue,2026-03-01,,40,15,25,2026-03-16" in told
        assert lead.get("/vulnerabilities/?as_of=2026-03-10").status_code == 200


def test_r43_without_a_list_the_page_says_how_one_is_handed_in(lead, client):
    assert "No list of weaknesses is sealed yet" in said(lead.get("/vulnerabilities/"))
    client.force_login(somebody("Emil", Role.EMPLOYEE))
    assert client.get("/vulnerabilities/").status_code == 403
