import pytest

from attestry.accounts.rules import Role
from attestry.frameworks.errors import UnknownCriterion
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.readiness.actions.rating import finalise, rate_criterion
from attestry.readiness.errors import CriteriaUnrated, RatingRefused
from attestry.readiness.models import Assessment, Rating
from attestry.readiness.queries.ratings import last_assessment
from attestry.readiness.queries.standings import standings
from attestry.readiness.tests.samples import HOUSE, a_person


def rate_all(system, *, but=()):
    scoped = standings(system, at=clock.now()).in_scope
    for one in scoped:
        if one.reference not in but:
            rate_criterion(HOUSE, system, one.reference, judgement="met")
    return [one.reference for one in scoped]


def test_a_rating_is_kept_with_who_gave_it_and_what_it_was_before(system):
    ada = a_person().actor()
    rate_criterion(ada, system, "CC6.1", judgement="met")
    rating = rate_criterion(ada, system, "CC6.1", judgement="partly", reason="Two leavers had access.")
    assert (rating.judgement, rating.rated_by, Rating.objects.count()) == ("partly", "Ada", 1)
    last = JournalEntry.objects.order_by("-seq").first()
    assert (last.act, last.subject, last.actor_name) == ("readiness.rate_criterion", "criterion:CC6.1", "Ada")
    assert last.before == {"judgement": "met", "reason": ""}
    assert last.after == {"judgement": "partly", "reason": "Two leavers had access."}


def test_an_equal_rating_writes_nothing(system):
    rate_criterion(HOUSE, system, "CC6.1", judgement="met")
    before = JournalEntry.objects.count()
    rate_criterion(HOUSE, system, "CC6.1", judgement="met")
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("judgement", ["partly", "not_met", "not_applicable"])
def test_r18_a_rating_other_than_met_is_refused_without_a_reason(system, judgement):
    with pytest.raises(RatingRefused, match="needs a reason"):
        rate_criterion(HOUSE, system, "CC6.1", judgement=judgement, reason="  ")
    assert not Rating.objects.exists()


def test_only_the_four_ratings_are_taken(system):
    with pytest.raises(RatingRefused, match="is no rating"):
        rate_criterion(HOUSE, system, "CC6.1", judgement="fine")


def test_a_criterion_outside_the_scope_is_not_rated(system):
    with pytest.raises(UnknownCriterion):
        rate_criterion(HOUSE, system, "P1.1", judgement="met")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_only_the_lead_and_the_administrator_rate(system, role):
    with pytest.raises(NotAllowed):
        rate_criterion(a_person(role).actor(), system, "CC6.1", judgement="met")


def test_r82_finalising_is_refused_and_names_what_is_not_rated(system):
    rate_all(system, but=("CC3.3",))
    with pytest.raises(CriteriaUnrated, match=r"1 criterion in scope is not rated: CC3\.3\."):
        finalise(HOUSE, system, assessor="internal", independence="Reports to the board.")
    assert not Assessment.objects.exists()


def test_r81_an_assessment_says_who_assessed_and_how_independent_they_are(system):
    rate_all(system)
    with pytest.raises(RatingRefused, match="how independent"):
        finalise(HOUSE, system, assessor="internal", independence="")
    with pytest.raises(RatingRefused, match="who assessed"):
        finalise(HOUSE, system, assessor="", independence="Reports to the board.")
    made = finalise(HOUSE, system, assessor="consultant", independence="Reports to the board.")
    assert len(made.ratings) == 33


def test_an_assessment_is_current_until_a_rating_changes(system):
    references = rate_all(system)
    assert last_assessment(system, references) is None
    finalise(HOUSE, system, assessor="internal", independence="Reports to the board.")
    assert last_assessment(system, references).is_current
    rate_criterion(HOUSE, system, "CC1.1", judgement="not_met", reason="No code of conduct.")
    assert not last_assessment(system, references).is_current
