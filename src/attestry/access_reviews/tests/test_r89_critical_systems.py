"""R89: the list of critical systems, and how many of them ask everybody for a second factor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.access_reviews.actions.marking import mark_critical, unmark_critical
from attestry.access_reviews.errors import SystemUnknown
from attestry.access_reviews.gaps import gaps
from attestry.access_reviews.queries.factors import factor_coverage
from attestry.access_reviews.rules.factors import Standing
from attestry.access_reviews.tests.lists import Lists
from attestry.accounts.rules import Role
from attestry.connectors.actions import connect_registers
from attestry.control_tests.models import Result
from attestry.effectiveness.queries.populations import items
from attestry.effectiveness.tests.world import a_home
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.people.tests.acting import HOUSE, NOW, signed_in, words

pytestmark = pytest.mark.django_db
SYSTEMS = ("billing", "cloud", "code", "payroll", "wiki")
LATER = NOW - timedelta(minutes=30)


def write(lists, without=()):
    lists.write(
        "account",
        [
            {
                "account_id": f"{system}/p{n}",
                "system": system,
                "kind": "person",
                "person_email": f"p{n}@example.org",
                "is_active": "yes",
                "mfa_factor": "none" if (system, n) in without else "passkey",
            }
            for system in SYSTEMS
            for n in range(6)
        ],
    )


@pytest.fixture
def lists(tmp_path):
    with clock.simulated(NOW), a_home(tmp_path / "home"):
        made = Lists(tmp_path / "lists", "account")
        write(made)
        made.connect()
        made.seal(NOW - timedelta(hours=1))
        yield made


def figure(client):
    page = words(client.get("/critical-systems/"))
    return page.partition("figures-row")[2].partition("</div>\n")[0]


def test_r89_four_of_five_are_critical_and_one_without_a_factor_makes_it_75_percent(lists, client):
    signed_in(client)
    assert "Next: say which systems are critical" in words(client.get("/critical-systems/"))
    for system in SYSTEMS[:4]:
        client.post("/critical-systems/", {"act": "mark", "system": f"account|{system}"})
    assert "100%" in figure(client)
    write(lists, without={("code", 3)})
    lists.seal(LATER)
    assert factor_coverage().percent == 75
    page = words(client.get("/critical-systems/"))
    assert "75%" in page
    assert "3 of 4" in page
    assert "Next: a second factor for code" in page
    assert "p3@example.org" in page
    write(lists, without={("code", 3), ("wiki", 1), ("wiki", 2)})
    lists.seal(LATER + timedelta(minutes=9))
    assert "75%" in figure(client), "a system that is not critical does not change the figure"
    (named,) = [gap for gap in gaps(NOW) if ":critical:" in gap.key]
    assert named.title == "code lets 1 person in without a second factor"
    with clock.simulated(NOW + timedelta(hours=1)):
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        pipeline.collect(HOUSE, progress=print, only=["access_reviews-register"])
        run = pipeline.test(HOUSE, progress=print)
        result = Result.objects.get(run=run, test_id="access-reviews-critical-systems-factor")
        assert (result.passed, result.failed, result.counts.total) == (3, 1, 4)
        found = {one.item_id: one.reason for one in items(result.test_id, at=run.as_of).items}
    reason = "1 of 6 sign in without a strong second factor: p3@example.org."
    assert found["account/code"] == reason


def test_what_is_not_known_is_never_covered(lists):
    mark_critical(HOUSE, connection="account", system="wiki", reason="Holds the runbooks.")
    lists.write("account", [{"account_id": "wiki/a", "system": "wiki", "is_active": "yes", "mfa_factor": ""}])
    lists.seal(LATER)
    (wiki,) = factor_coverage().critical
    assert wiki.standing is Standing.UNKNOWN
    lists.write("account", [{"account_id": "code/a", "system": "code", "mfa_factor": "app"}])
    lists.seal(LATER + timedelta(minutes=9))
    (wiki,) = factor_coverage().critical
    assert (wiki.standing, wiki.entry_seq) == (Standing.UNKNOWN, None)
    assert factor_coverage().percent == 0


def test_only_what_a_list_has_is_marked_and_only_what_is_marked_loses_the_mark(lists, client):
    with pytest.raises(SystemUnknown):
        mark_critical(HOUSE, connection="account", system="erp")
    with pytest.raises(SystemUnknown):
        unmark_critical(HOUSE, connection="account", system="wiki")
    signed_in(client)
    page = words(client.post("/critical-systems/", {"system": "account|erp"}, follow=True))
    assert "No sealed list of accounts has a system “erp”." in page
    client.post("/critical-systems/", {"system": "account|wiki"})
    client.post("/critical-systems/", {"act": "unmark", "system": "account|wiki"})
    assert factor_coverage().critical == ()
    csv = b"".join(client.get("/critical-systems/?format=csv").streaming_content).decode()
    assert len(csv.splitlines()) == 6
    signed_in(client, "Olu", Role.OWNER)
    assert client.post("/critical-systems/", {"system": "account|wiki"}).status_code == 403


def test_an_empty_page_teaches_where_the_systems_come_from(client, tmp_path):
    with a_home(tmp_path / "home"):
        signed_in(client)
        assert "No list of accounts is sealed yet" in words(client.get("/critical-systems/"))
