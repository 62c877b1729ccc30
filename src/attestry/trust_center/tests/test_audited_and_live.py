"""What an auditor examined stands apart from what is only live (R141, R142, R143)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from attestry import pipeline
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import HOUSE, NOW, write_lists
from attestry.kit import clock
from attestry.readers.actions.offering import offer_report
from attestry.trust_center.errors import NothingBacksIt
from attestry.trust_center.rules.items import ItemKind
from attestry.trust_center.rules.live import counted_tones
from attestry.trust_center.tests.scene import a_past_report, opened, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(world):
    """A page that shows a report of last year and one control of it."""
    report = a_past_report(world.lead, until=NOW.date() - timedelta(days=100))
    opened(world.lead)
    shown(world.lead, ItemKind.REPORT, report.pk)
    shown(world.lead, ItemKind.CONTROL, "IAM-02")
    return report


def sections(client):
    """The words of the audited side and of the live side."""
    page = client.get("/trust/").content.decode()
    audited, _, live = page.partition('aria-labelledby="live"')
    return _words(audited.partition('aria-labelledby="audited"')[2]), _words(live.partition("</section>")[0])


def _words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_r143_the_audited_part_shows_type_period_and_opinion_and_the_live_part_says_that_it_is_not(
    client, public
):
    audited, live = sections(client)
    assert "SOC 2 Type 2" in audited
    assert "1 Jan 2025 to 3 Dec 2025" in audited
    assert "description unmodified; design unmodified; operation qualified" in audited
    assert "Doyle & Partners" in audited.replace("&amp;", "&")
    assert "No deviation noted" in audited
    assert "Live, not audited" in live
    assert "No auditor has examined this." in live
    assert "as of 13 Mar 2026, 10:00 UTC" in live
    assert "looked at 13 Mar 2026, 09:00 UTC" in live
    assert "Holds" in live
    assert "Holds" not in audited
    assert "CHG-02" not in audited


def test_r142_a_control_whose_collector_stopped_turns_grey_never_green_and_its_strip_keeps_the_gap(
    client, world, public
):
    later = NOW + timedelta(days=5)
    with clock.simulated(later):
        page = client.get("/trust/").content.decode()
        assert "No data" in page
        assert "trust-state trust-no-data" in page
        assert "trust-state trust-holds" not in page
        write_lists(world.folder, later, people=4, ada_lacks=False)
        pipeline.collect(HOUSE, progress=print)
        pipeline.test(HOUSE, progress=print)
    with clock.simulated(later + timedelta(hours=1)):
        page = client.get("/trust/").content.decode()
    assert "trust-state trust-holds" in page
    strip = re.search(r"Last 30 days, day by day: ([^\"]*)", page)
    assert strip is not None
    assert strip[1].endswith("no data 3 days, holds 1 day")


def test_r141_a_report_that_ended_a_hundred_days_ago_says_so_and_offers_a_bridge_letter(
    client, world, public
):
    offer_report(world.lead.actor(), public.engagement)
    page = said(client.get("/trust/"))
    assert "100 days since its period ended" in page
    assert "No auditor has examined these days." in page
    assert "Ask for a bridge letter" in page
    assert 'href="/trust/ask/"' in client.get("/trust/").content.decode()


def test_a_control_of_which_nothing_was_sealed_and_no_report_speaks_is_not_shown(client, world):
    opened(world.lead)
    with pytest.raises(NothingBacksIt, match="nothing was sealed about it"):
        shown(world.lead, ItemKind.CONTROL, "CHG-02")


def test_nothing_that_the_inside_says_of_a_failure_reaches_the_page(client, world, public):
    page = client.get("/trust/").content.decode()
    assert not re.search(r"\bada\b", page.lower())
    assert "crm" not in page


def test_a_framework_says_what_was_examined_and_what_is_only_mapped_and_never_that_one_complies(
    client, world, public
):
    shown(world.lead, ItemKind.FRAMEWORK, "tsc", "iso27001")
    page = said(client.get("/trust/"))
    assert "Examined: SOC 2 Type 2, 1 Jan 2025 to 3 Dec 2025, by Doyle & Partners." in page
    assert "Not examined by an auditor." in page
    assert re.search(r"\d+ of its \d+ references have a control with sealed evidence", page)
    for word in ("compliant", "certified", "100%"):
        assert word not in page.lower()


def test_the_page_takes_the_same_number_of_queries_whatever_is_shown(
    client, world, django_assert_max_num_queries
):
    opened(world.lead)
    a_past_report(world.lead, until=date(2025, 12, 3))
    with django_assert_max_num_queries(40):
        client.get("/trust/")


def test_how_many_controls_stand_how_is_counted_in_words():
    tones = ["fails", "holds", "no-data", "fails", "nothing", "nothing"]
    assert counted_tones(tones) == ((1, "holds"), (2, "do not hold"), (1, "no data"), (2, "nothing to test"))
    assert counted_tones([]) == ()
