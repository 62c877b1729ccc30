import csv
import io

import pytest

from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.readiness.models import Rating
from attestry.readiness.rules.assessment import ASPECTS
from attestry.readiness.tests.samples import a_finding, a_test_of, an_answer, begin

PAGES = [
    "/criteria/",
    "/criteria/CC6.1/",
    "/controls/",
    "/controls/IAM-01/",
    "/readiness/",
    "/frameworks/gdpr/",
]


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_however_much_there_is(lead, path, django_assert_max_num_queries):
    lead.get(path)
    with django_assert_max_num_queries(45) as first:
        lead.get(path)
    # A request outside such a block empties the list that the block counts.
    few = len(first)
    for key in ("IAM-01", "IAM-02", "GOV-01", "CHG-01"):
        a_finding(key, Aspect.DESIGN, Outcome.PASS)
    for key in ("IAM-01", "IAM-02", "CHG-02"):
        an_answer(a_test_of(key), failed=2)
    assert lead.get(path).status_code == 200
    a_finding("IAM-05", Aspect.DESIGN, Outcome.PASS)
    # What there is only once there is something: documents, spans, history, findings with their owners.
    with django_assert_max_num_queries(few + 12) as second:
        lead.get(path)
    some = len(second)
    for key in ("IAM-03", "IAM-04", "GOV-02", "CHG-03"):
        a_finding(key, Aspect.DESIGN, Outcome.PASS)
    with django_assert_max_num_queries(some):
        lead.get(path)


def test_the_map_shows_each_criterion_with_its_status_in_words(lead):
    an_answer(a_test_of("IAM-02"), failed=1)
    page = words(lead.get("/criteria/"))
    assert "CC6.1, fails, stands on the whole population" in page
    assert "CC1.1, unknown, stands on nothing" in page
    assert "P1.1, not applicable" in page


def test_the_criteria_are_narrowed_and_given_as_csv(lead):
    answer = lead.get("/criteria/?category=availability&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [row["criterion"] for row in rows] == ["A1.1", "A1.2", "A1.3"]
    assert {row["in scope"] for row in rows} == {"no"}


def test_a_criterion_shows_points_of_focus_controls_and_the_way_to_its_proof(lead):
    page = words(lead.get("/criteria/cc6.1/", follow=True))
    assert "Points of focus" in page
    assert 'href="/controls/IAM-01/"' in page
    assert 'href="/prove/CC6.1/"' in page


def test_an_unknown_criterion_is_not_found(lead):
    assert lead.get("/criteria/CC99.9/").status_code == 404
    assert lead.get("/controls/XXX-99/").status_code == 404


def test_controls_are_narrowed_by_every_filter(lead):
    an_answer(a_test_of("IAM-02"), failed=1)

    def keys(query):
        answer = lead.get(f"/controls/?format=csv&{query}")
        return [
            row["control"] for row in csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
        ]

    assert "IAM-02" in keys("outcome=fail")
    assert "GOV-01" not in keys("outcome=fail")
    assert set(keys("criterion=CC1.1")) >= {"GOV-01"}
    assert all(key.startswith("IAM-") for key in keys("category=identity-and-access"))
    assert keys("owner=nobody&q=multi-factor") == ["IAM-02"]
    assert keys("sort=-key")[0] > keys("sort=key")[0]


def test_the_control_page_leads_through_owner_to_live(lead):
    page = words(lead.get("/controls/IAM-02/"))
    assert "Assign an owner" in page
    refused = lead.post("/controls/IAM-02/go-live/", follow=True)
    assert "IAM-02 has no owner and cannot go live. Assign an owner who answers for it." in words(refused)
    lead.post("/controls/IAM-02/owner/", {"owner": "ada@example.org"})
    lead.post("/controls/IAM-02/go-live/")
    page = words(lead.get("/controls/IAM-02/"))
    assert '<span class="state state-live">Live</span>' in page
    assert "took it live:" in page


def test_who_may_change_nothing_is_offered_nothing(auditor):
    page = words(auditor.get("/controls/IAM-02/"))
    assert "Your role may read it, not change it." in page
    assert auditor.post("/controls/IAM-02/retire/", {"reason": "x"}).status_code == 403
    assert auditor.post("/criteria/CC6.1/rate/", {"judgement": "met"}).status_code == 403
    assert auditor.post("/readiness/finalise/").status_code == 403


def test_a_criterion_is_rated_from_the_comparison(lead, system):
    begin(system)
    form = {
        **dict.fromkeys(ASPECTS, "missing"),
        "reason": "No provider <b>yet</b>.",
        "back": "readiness",
        "seen": "",
    }
    page = words(lead.post("/criteria/CC6.1/rate/", form, follow=True))
    assert "CC6.1 is rated “Not met”." in page
    assert "No provider &lt;b&gt;yet&lt;/b&gt;." in page
    assert "<b>yet</b>" not in page
    assert Rating.objects.get().rated_by == "Ada"


def test_a_refused_rating_says_what_to_do(lead, system):
    begin(system)
    form = {**dict.fromkeys(ASPECTS, "adequate"), "operation": "inadequate"}
    page = words(lead.post("/criteria/CC6.1/rate/", form, follow=True))
    assert "“Partly met” needs a reason." in page


def test_r82_the_page_names_what_is_not_rated(lead, system):
    begin(system)
    page = words(lead.post("/readiness/finalise/", follow=True))
    assert "33 criteria in scope are not rated: CC1.1, CC1.2" in page


def test_a_rating_against_the_evidence_is_marked(lead, system):
    an_answer(a_test_of("IAM-02"), failed=1)
    begin(system)
    lead.post("/criteria/CC6.1/rate/", dict.fromkeys(ASPECTS, "adequate"))
    assert "against the evidence" in words(lead.get("/readiness/"))
    assert "Rated met, while by the evidence it fails." in words(lead.get("/criteria/CC6.1/"))


def test_r20_a_law_is_marked_as_law_and_soc_2_as_voluntary(lead):
    assert "badge-law" in words(lead.get("/frameworks/hipaa/"))
    assert "badge-voluntary" in words(lead.get("/frameworks/tsc/"))
