from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.controls.queries.gaps import gaps_at
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.policies.actions.deciding import (
    approve_policy,
    publish_policy,
    return_policy,
    submit_policy,
)
from attestry.policies.actions.keeping import retire_policy, review_policy
from attestry.policies.actions.writing import edit_policy
from attestry.policies.errors import (
    ChangedMeanwhile,
    ClausesMissing,
    NotInThatState,
    NotTheDigest,
    OwnText,
    PlacesLeft,
    PolicyRefused,
)
from attestry.policies.gaps import gaps
from attestry.policies.models import Policy, PolicyTemplate
from attestry.policies.queries.policies import (
    approval_of,
    latest_version,
    missing_clauses,
    published_version,
    required_clauses,
)
from attestry.policies.tests.conftest import NOW
from attestry.policies.tests.world import a_user, adopted, published, put_in_force

pytestmark = pytest.mark.django_db


def keys(at=NOW):
    return {gap.key for gap in gaps(at)}


def without_clause(text, mark):
    head, _, rest = text.partition(f"{{#{mark}}}")
    return head.rsplit("## ", 1)[0] + "## " + rest.partition("\n## ")[2]


def test_a_policy_from_a_template_names_the_organization_and_leaves_no_place_to_fill(system):
    version = latest_version(adopted(system))
    assert "{{" not in version.text
    assert "Payroll" in version.text
    assert "security@example.org" in version.text
    assert version.number == 1


def test_r85_all_28_policies_are_made_and_a_missing_clause_is_flagged_until_an_exception(system):
    made = [adopted(system, one.key) for one in PolicyTemplate.objects.all()]
    assert len(made) == 28
    for policy in made:
        required = required_clauses(policy.templates.all())
        assert missing_clauses(required, latest_version(policy)) == ()
    policy, ada = made[5], a_user("Ada").actor()
    version = latest_version(policy)
    edit_policy(ada, policy, text=without_clause(version.text, "POL-06.5"), based_on=version.digest)
    (missing,) = missing_clauses(required_clauses(policy.templates.all()), latest_version(policy))
    assert missing.id == "POL-06.5"
    with pytest.raises(ClausesMissing, match=r"POL-06\.5 \(Quarterly reviews; no self-review\)"):
        put_in_force(policy)
    digest = latest_version(policy).digest
    publish_policy(ada, policy, digest=digest, exception="Reviews stand in the directory's own policy.")
    assert published_version(policy).exception.startswith("Reviews stand")
    (gap,) = [one for one in gaps(NOW) if one.key == "policy:access-control-policy:clause-POL-06.5"]
    assert "Reviews stand in the directory's own policy." in gap.why


def test_r84_a_policy_that_goes_is_a_gap_by_itself_with_criteria_owner_and_template(system):
    security, recovery = published(system, "POL-01"), published(system, "POL-21")
    assert not {"policy:POL-01:missing", "policy:POL-21:missing"} & keys()
    for policy in (security, recovery):
        retire_policy(a_user("Ada").actor(), policy, reason="Deleted.")
    found = {one.key: one for one in gaps_at(NOW)}
    gap = found["policy:POL-01:missing"]
    assert gap.criteria == ("CC1.1", "CC1.3", "CC2.2", "CC5.2", "CC5.3")
    assert "template POL-01" in gap.why
    assert "Suggested owner: CISO" in gap.why
    assert "Suggested owner: COO" in found["policy:POL-21:missing"].why


def test_only_policies_that_the_scope_asks_for_are_missed(system):
    found = keys()
    assert "policy:POL-01:missing" in found
    assert "policy:POL-24:missing" not in found
    system.categories.create(category="availability", is_chosen=True, decided_at=NOW)
    assert "policy:POL-24:missing" in keys()


def test_r140_several_templates_become_one_policy_and_every_clause_keeps_its_home(system):
    policy = adopted(system, "POL-06, POL-07 POL-11", title="Access and devices")
    version, required = latest_version(policy), required_clauses(policy.templates.all())
    assert len(required) == 19
    assert missing_clauses(required, version) == ()
    assert version.text.startswith("# Access and devices\n\n## Access control policy")
    put_in_force(policy)
    assert not {"policy:POL-06:missing", "policy:POL-07:missing", "policy:POL-11:missing"} & keys()
    with pytest.raises(PolicyRefused, match="already covers"):
        adopted(system, "POL-07")


def test_an_approval_is_of_one_digest_and_any_change_voids_it(system):
    policy, ada, eve = adopted(system), a_user("Ada").actor(), a_user("Eve", Role.EXECUTIVE).actor()
    digest = latest_version(policy).digest
    submit_policy(ada, policy, digest=digest)
    approve_policy(eve, policy, digest=digest)
    assert approval_of(latest_version(policy)).decider_name == "Eve"
    text = latest_version(policy).text + "\nOne line more.\n"
    changed = edit_policy(ada, policy, text=text, based_on=digest)
    assert (changed.state, changed.number, approval_of(changed)) == ("draft", 1, None)
    with pytest.raises(NotTheDigest):
        publish_policy(ada, policy, digest=digest)
    with pytest.raises(NotInThatState, match="cannot be published: it is draft"):
        publish_policy(ada, policy, digest=changed.digest)
    submit_policy(ada, policy, digest=changed.digest)
    with pytest.raises(NotTheDigest):
        approve_policy(eve, policy, digest=digest)


def test_a_text_that_comes_back_to_an_approved_digest_is_still_submitted_anew(system):
    policy, ada, eve = adopted(system), a_user("Ada").actor(), a_user("Eve", Role.EXECUTIVE).actor()
    first = latest_version(policy)
    submit_policy(ada, policy, digest=first.digest)
    approve_policy(eve, policy, digest=first.digest)
    other = edit_policy(ada, policy, text=first.text + "\nMore.\n", based_on=first.digest)
    back = edit_policy(ada, policy, text=first.text, based_on=other.digest)
    assert back.state == "draft"
    with pytest.raises(NotInThatState):
        publish_policy(ada, policy, digest=first.digest)


def test_who_wrote_in_a_version_never_approves_it_where_somebody_else_can(system):
    policy, ada = adopted(system), a_user("Ada").actor()
    a_user("Eve", Role.EXECUTIVE)
    digest = latest_version(policy).digest
    submit_policy(ada, policy, digest=digest)
    with pytest.raises(OwnText, match="somebody else approves it"):
        approve_policy(ada, policy, digest=digest)
    assert latest_version(policy).state == "in_review"


def test_where_nobody_else_can_an_own_approval_is_allowed_and_a_gap(system):
    policy, ada = adopted(system), a_user("Ada").actor()
    digest = latest_version(policy).digest
    submit_policy(ada, policy, digest=digest)
    approve_policy(ada, policy, digest=digest)
    publish_policy(ada, policy, digest=digest)
    assert "policy:access-control-policy:own-approval" in keys()


def test_a_text_given_back_is_a_draft_again_with_the_reason(system):
    policy, ada, eve = adopted(system), a_user("Ada").actor(), a_user("Eve", Role.EXECUTIVE).actor()
    digest = latest_version(policy).digest
    submit_policy(ada, policy, digest=digest)
    with pytest.raises(PolicyRefused, match="needs a reason"):
        return_policy(eve, policy, digest=digest, reason=" ")
    returned = return_policy(eve, policy, digest=digest, reason="Say who decides.")
    assert returned.state == "draft"
    assert returned.approvals.get().reason == "Say who decides."


def test_two_people_editing_one_policy_lose_nothing(system):
    policy, digest = adopted(system), latest_version(adopted(system, "POL-07")).digest
    digest = latest_version(policy).digest
    edit_policy(a_user("Ben").actor(), policy, text="# Ben's", based_on=digest)
    with pytest.raises(ChangedMeanwhile, match="Ben changed the text") as refused:
        edit_policy(a_user("Ada").actor(), policy, text="# Ada's", based_on=digest)
    assert refused.value.theirs == "# Ben's\n"
    assert latest_version(policy).text == "# Ben's\n"
    edit_policy(a_user("Ada").actor(), policy, text="# Both", based_on=refused.value.digest)
    assert set(latest_version(policy).writers.values()) == {"Ada", "Ben"}


def test_a_published_text_never_changes_and_the_next_version_takes_its_place(system):
    policy, ada = published(system), a_user("Ada").actor()
    first = published_version(policy)
    second = edit_policy(ada, policy, text=first.text + "\nNew.\n", based_on=first.digest)
    assert (second.number, second.state, published_version(policy).pk) == (2, "draft", first.pk)
    with clock.simulated(NOW + timedelta(days=30)):
        put_in_force(policy)
    first.refresh_from_db()
    assert (first.state, published_version(policy).number) == ("superseded", 2)
    policy.refresh_from_db()
    assert policy.next_review_on.isoformat() == "2027-04-09"


def test_a_place_left_to_fill_keeps_a_text_from_being_submitted(system):
    policy = adopted(system, contact="")
    with pytest.raises(PlacesLeft, match="{{ contact }}"):
        submit_policy(a_user("Ada").actor(), policy, digest=latest_version(policy).digest)


def test_an_overdue_review_is_a_gap_until_somebody_reviews(system):
    policy = published(system)
    later = NOW + timedelta(days=366)
    assert "policy:access-control-policy:review" not in keys()
    assert "policy:access-control-policy:review" in keys(later)
    with clock.simulated(later):
        review_policy(a_user("Ada").actor(), policy, finding="Still as we work.")
    assert "policy:access-control-policy:review" not in keys(later)


def test_a_policy_takes_effect_today_or_later(system):
    policy = adopted(system)
    with pytest.raises(PolicyRefused, match="a day that is over"):
        put_in_force(policy, effective_on=NOW.date() - timedelta(days=1))


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.OWNER, Role.AUDITOR, Role.EXECUTIVE])
def test_who_may_not_write_is_refused(system, role):
    with pytest.raises(NotAllowed):
        adopted(system, actor=a_user("Max", role).actor())
    assert not Policy.objects.exists()


def test_every_act_stands_in_the_journal_with_the_digest(system):
    policy = published(system)
    lines = JournalEntry.objects.filter(subject="policy:access-control-policy").order_by("seq")
    assert [line.act for line in lines] == [
        "policies.adopt",
        "policies.submit",
        "policies.approve",
        "policies.publish",
    ]
    assert lines.last().after["digest"] == published_version(policy).digest


def test_gaps_are_found_at_the_same_cost_however_many_policies(system, django_assert_max_num_queries):
    published(system)
    with django_assert_max_num_queries(8) as first:
        keys()
    cost = len(first)
    for template in PolicyTemplate.objects.exclude(key="POL-06")[:9]:
        published(system, template.key)
    with django_assert_max_num_queries(cost):
        assert len(keys()) > 9
