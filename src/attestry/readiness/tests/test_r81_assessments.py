import csv
import io

import pytest
from django.db import DatabaseError, transaction

from attestry.accounts.rules import Role
from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.gap import GapKind
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import NotAllowed
from attestry.readiness.actions.assessing import begin_assessment, discard_assessment, finalise
from attestry.readiness.errors import AssessmentOpen, CriteriaUnrated, NoOpenAssessment, RatingRefused
from attestry.readiness.models import Assessment, Finalisation
from attestry.readiness.queries.assessments import assessment_page, assessments
from attestry.readiness.queries.ratings import last_assessment
from attestry.readiness.rules.difference import Change
from attestry.readiness.tests.samples import HOUSE, a_finding, a_person, begin, rate, rate_all


def page_of(system, made):
    return assessment_page(system, made.assessment.pk, at=clock.now())


def test_r82_finalising_is_refused_and_names_what_is_not_rated(system):
    rate_all(system, but=("CC3.3",))
    with pytest.raises(CriteriaUnrated, match=r"1 criterion in scope is not rated: CC3\.3\."):
        finalise(HOUSE, system)
    assert not Finalisation.objects.exists()
    rate(system, "CC3.3")
    assert len(finalise(HOUSE, system).content["criteria"]) == 33


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("assessor", "what kind of assessor"),
        ("assessed_by", "who assesses"),
        ("independence", "how independent"),
    ],
)
def test_r81_an_assessment_says_who_assesses_and_how_independent_they_are(system, missing, said):
    told = {"assessor": "firm", "assessed_by": "Bramble LLP", "independence": "Built nothing here."}
    with pytest.raises(RatingRefused, match=said):
        begin_assessment(HOUSE, system, **{**told, missing: " "})
    assert not Assessment.objects.exists()
    made = begin_assessment(HOUSE, system, **told)
    assert (made.assessor, made.assessed_by, made.begun_by) == ("firm", "Bramble LLP", HOUSE.name)


def test_one_assessment_is_open_at_a_time_until_it_is_discarded_with_a_reason(system):
    first = begin(system)
    with pytest.raises(AssessmentOpen, match="by Ada Okafor is open since"):
        begin(system)
    with pytest.raises(RatingRefused, match="needs a reason"):
        discard_assessment(HOUSE, system, reason=" ")
    rate(system, "CC1.1")
    discard_assessment(HOUSE, system, reason="The scope was wrong.")
    assert last_assessment(system, []) is None
    with pytest.raises(NoOpenAssessment):
        finalise(HOUSE, system)
    begin(system)
    assert [one.standing for one in assessments(system)] == ["Open", "Discarded"]
    last = JournalEntry.objects.filter(act="readiness.discard_assessment").get()
    assert (last.subject, last.after) == (first.subject, {"discarded": "The scope was wrong."})


def test_a_new_assessment_begins_with_nothing_rated(system):
    references = rate_all(system)
    finalise(HOUSE, system)
    assert last_assessment(system, references).is_current
    begin(system)
    assert not last_assessment(system, references).is_current
    assert len(page_of(system, last_open(system)).unrated) == 33


def last_open(system):
    class Made:
        assessment = Assessment.objects.get(system=system, ended_at=None)

    return Made


def test_a_finalised_assessment_is_frozen_under_the_digest_of_its_exact_content(system):
    entry = a_finding("IAM-01", Aspect.DESIGN, Outcome.PASS).entry_seq
    rate_all(system)
    made = finalise(a_person().actor(), system)
    assert made.digest == sha256_hex(canonical_json(made.content))
    control = next(one for one in made.content["controls"] if one["key"] == "IAM-01")
    assert entry in control["entries"]
    assert (control["depth"], control["evidence"]["design"]) == (2, "pass")
    journal = JournalEntry.objects.filter(act="readiness.finalise").get()
    assert (journal.after["digest"], journal.actor_name) == (made.digest, "Ada")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Finalisation.objects.filter(pk=made.pk).update(digest="0" * 64)
    page = page_of(system, made)
    assert page.is_intact
    a_finding("IAM-01", Aspect.DESIGN, Outcome.FAIL)
    assert page_of(system, made).content == page.content


def test_r162_missing_is_told_from_inadequate_and_the_two_add_up(system):
    rate_all(system, but=("CC1.1", "CC1.2", "CC1.3"))
    rate(system, "CC1.1", "not_met")
    rate(system, "CC1.2", "partly")
    rate(system, "CC1.3", "partly")
    page = page_of(system, finalise(HOUSE, system))
    assert (page.gaps.missing, page.gaps.inadequate, page.gaps.total) == (1, 2, 3)
    assert [(one["reference"], one["gap"]) for one in page.gap_list] == [
        ("CC1.1", GapKind.MISSING),
        ("CC1.2", GapKind.INADEQUATE),
        ("CC1.3", GapKind.INADEQUATE),
    ]


def test_an_assessment_is_compared_with_the_last_one(system):
    rate_all(system, but=("CC1.1", "CC1.2"))
    rate(system, "CC1.1", "not_met")
    rate(system, "CC1.2")
    first = finalise(HOUSE, system)
    assert page_of(system, first).changes == ()
    begin(system)
    rate_all(system, but=("CC1.1", "CC1.2"))
    rate(system, "CC1.1", "partly")
    assert "CC1.2" not in {one.reference for one in page_of(system, last_open(system)).changes}
    rate(system, "CC1.2", "partly")
    page = page_of(system, finalise(HOUSE, system))
    assert page.previous == first
    moved = {one.reference: one.change for one in page.changes if one.change is not Change.SAME}
    assert moved == {"CC1.1": Change.BETTER, "CC1.2": Change.WORSE}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_others_neither_begin_nor_end_an_assessment(system, role):
    actor = a_person(role).actor()
    with pytest.raises(NotAllowed):
        begin(system, by=actor)
    begin(system)
    with pytest.raises(NotAllowed):
        finalise(actor, system)
    with pytest.raises(NotAllowed):
        discard_assessment(actor, system, reason="No.")


def test_r81_an_assessment_is_led_through_its_pages(lead, system):
    assert "No assessment was begun yet" in lead.get("/readiness/assessments/").content.decode()
    told = {"assessor": "consultant", "assessed_by": "<script>x</script>", "independence": "Built nothing."}
    page = lead.post("/readiness/begin/", told, follow=True).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x</script>" not in page
    rate_all(system, but=("CC1.1",))
    opened = Assessment.objects.get()
    page = lead.get(f"/readiness/assessments/{opened.pk}/").content.decode()
    assert "1 criterion in scope is not rated" in page
    rate(system, "CC1.1", "not_met", reason="=No code of conduct.")
    page = lead.post("/readiness/finalise/", follow=True).content.decode()
    assert "A consultant compares and advises." in page
    assert "Yes, recomputed just now" in page
    assert "No code of conduct." in page
    made = Finalisation.objects.get()
    answer = lead.get(f"/readiness/assessments/{made.assessment.pk}/?format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["criterion"], row["gap"], row["reason"]) for row in rows] == [
        ("CC1.1", "Missing", "'=No code of conduct.")
    ]
    assert lead.get("/readiness/assessments/999/").status_code == 404


def test_the_pages_of_assessments_cost_the_same_however_many_there_are(
    lead, system, django_assert_max_num_queries
):
    rate_all(system)
    made = finalise(HOUSE, system)
    path = f"/readiness/assessments/{made.assessment.pk}/"
    lead.get(path)
    with django_assert_max_num_queries(40) as few:
        lead.get("/readiness/assessments/")
        lead.get(path)
    for _ in range(3):
        begin(system)
        discard_assessment(HOUSE, system, reason="Again.")
    with django_assert_max_num_queries(len(few)):
        lead.get("/readiness/assessments/")
        lead.get(path)


def test_who_may_not_is_refused_at_every_address(auditor, system):
    begin(system)
    for path in ("/readiness/begin/", "/readiness/finalise/", "/readiness/discard/"):
        assert auditor.post(path, {"reason": "x"}).status_code == 403
    assert auditor.get("/readiness/assessments/").status_code == 200
