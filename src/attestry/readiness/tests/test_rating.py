import pytest

from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import assign_owner
from attestry.controls.models import Control
from attestry.frameworks.errors import UnknownCriterion
from attestry.journal.models import JournalEntry
from attestry.kit.errors import NotAllowed
from attestry.readiness.actions.rating import rate_criterion
from attestry.readiness.errors import NoOpenAssessment, RatingChanged, RatingRefused
from attestry.readiness.models import Rating
from attestry.readiness.tests.samples import HOUSE, a_person, begin, rate

WELL = {"design": "adequate", "implementation": "adequate", "operation": "adequate"}


def test_a_rating_is_kept_with_who_gave_it_and_what_it_was_before(system):
    ada = a_person().actor()
    begin(system)
    rate_criterion(ada, system, "CC6.1", **WELL)
    said = {**WELL, "operation": "inadequate"}
    rating = rate_criterion(ada, system, "CC6.1", **said, reason="Two leavers had access.")
    assert (rating.judgement, rating.rated_by, Rating.objects.count()) == ("partly", "Ada", 1)
    last = JournalEntry.objects.order_by("-seq").first()
    assert (last.act, last.subject, last.actor_name) == ("readiness.rate_criterion", "criterion:CC6.1", "Ada")
    assert last.before == {**WELL, "judgement": "met", "reason": "", "owns": []}
    assert last.after == {**said, "judgement": "partly", "reason": "Two leavers had access.", "owns": []}


def test_an_equal_rating_writes_nothing(system):
    rate(system, "CC6.1")
    before = JournalEntry.objects.count()
    rate(system, "CC6.1")
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("answer", ["inadequate", "missing", "not_applicable"])
def test_r18_a_rating_other_than_met_is_refused_without_a_reason(system, answer):
    begin(system)
    with pytest.raises(RatingRefused, match="needs a reason"):
        rate_criterion(
            HOUSE, system, "CC6.1", design=answer, implementation=answer, operation=answer, reason="  "
        )
    assert not Rating.objects.exists()


def test_each_of_the_three_questions_wants_one_of_the_four_answers(system):
    begin(system)
    with pytest.raises(RatingRefused, match="“fine” is no answer on operation"):
        rate_criterion(HOUSE, system, "CC6.1", **{**WELL, "operation": "fine"})


def test_a_criterion_outside_the_scope_is_not_rated(system):
    with pytest.raises(UnknownCriterion):
        rate(system, "P1.1")


def test_nothing_is_rated_while_no_assessment_is_open(system):
    with pytest.raises(NoOpenAssessment, match="Begin one"):
        rate_criterion(HOUSE, system, "CC6.1", **WELL)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_only_the_lead_and_the_administrator_rate(system, role):
    begin(system)
    with pytest.raises(NotAllowed):
        rate_criterion(a_person(role).actor(), system, "CC6.1", **WELL)


def test_who_rates_what_their_own_controls_do_is_said_to(system):
    ada = a_person()
    assign_owner(HOUSE, Control.objects.get(key="IAM-01"), owner=ada)
    rating = rate(system, "CC6.1", by=ada.actor())
    assert rating.owns == ["IAM-01"]
    assert rate(system, "CC1.1", by=ada.actor()).owns == []


def test_a_rating_made_from_an_older_one_is_refused_with_both_said(system):
    begin(system)
    rate_criterion(HOUSE, system, "CC6.1", **WELL, seen="")
    with pytest.raises(RatingChanged) as refusal:
        rate_criterion(
            a_person().actor(), system, "CC6.1", **{**WELL, "design": "missing"}, reason="No policy.", seen=""
        )
    assert "Theirs: design adequate, implementation adequate, operation adequate" in str(refusal.value)
    assert "Yours, not kept: design missing" in str(refusal.value)
    assert "No policy." in str(refusal.value)
    held = Rating.objects.get()
    rate_criterion(HOUSE, system, "CC6.1", **WELL, reason="Seen.", seen=held.rated_at.isoformat())
    assert Rating.objects.get().reason == "Seen."
