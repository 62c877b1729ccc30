"""Rules that decide for discovered resources, and environments that reach production data."""

from __future__ import annotations

import pytest

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.journal.models import JournalEntry
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.drawing import decide_resource
from attestry.scope.actions.environments import add_environment, decide_environment, say_reach
from attestry.scope.actions.ruling import add_boundary_rule, move_boundary_rule, remove_boundary_rule
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.errors import FieldRefused, NameTaken, ReasonMissing
from attestry.scope.queries.boundary import resource_counts
from attestry.scope.queries.environments import environments
from attestry.scope.queries.ruling import preview, standing_rules
from attestry.scope.rules.boundary_rules import ResourceFacts, RuleKind
from attestry.scope.rules.system import Verdict
from attestry.scope.tests.samples import HOUSE

pytestmark = pytest.mark.django_db

SANDBOX = "arn:aws:rds:eu-west-1:999:db:sandbox"
LIVE = "arn:aws:rds:eu-west-1:111:db:payroll"
FACTS = {
    SANDBOX: ResourceFacts(account="999", tags=("env=dev", "team=platform")),
    LIVE: ResourceFacts(account="111", project="payroll", tags=("env=production",)),
    "wages": ResourceFacts(repository="acme/wages"),
}


@pytest.fixture
def system():
    made = ensure_system(HOUSE, "Payroll")
    note_discovered(HOUSE, made, source="aws", item_ids=FACTS, facts=FACTS)
    return made


def rule(system, kind, pattern, verdict=Verdict.OUT, reason="Nothing of customers is there."):
    return add_boundary_rule(HOUSE, system, kind=kind, pattern=pattern, verdict=verdict, reason=reason)


def verdicts(system):
    return {one.item_id: one.verdict for one in system.resources.all()}


@pytest.mark.parametrize(
    "kind, pattern, decided",
    [
        (RuleKind.ACCOUNT, "999", SANDBOX),
        (RuleKind.TAG, "ENV=dev*", SANDBOX),
        (RuleKind.PROJECT, "pay*", LIVE),
        (RuleKind.REPOSITORY, "acme/*", "wages"),
    ],
)
def test_r80_a_rule_decides_by_account_tag_project_and_repository(system, kind, pattern, decided):
    rule(system, kind, pattern)
    assert {one for one, verdict in verdicts(system).items() if verdict == "out"} == {decided}
    note_discovered(HOUSE, system, source="aws", item_ids=["new"], facts={"new": FACTS[decided]})
    assert verdicts(system)["new"] == "out"
    assert system.resources.get(item_id="new").reason == "Nothing of customers is there."


def test_r80_the_first_rule_that_fits_decides_and_order_can_be_changed(system):
    rule(system, RuleKind.TAG, "team=platform", Verdict.IN, "The platform team runs the service.")
    second = rule(system, RuleKind.ACCOUNT, "999")
    assert verdicts(system)[SANDBOX] == "in"
    move_boundary_rule(HOUSE, second, earlier=True)
    assert verdicts(system)[SANDBOX] == "out"
    move_boundary_rule(HOUSE, second, earlier=True)
    assert [one.line.pattern for one in standing_rules(system)] == ["999", "team=platform"]
    assert [one.decides for one in standing_rules(system)] == [1, 0]


def test_r80_a_person_s_verdict_beats_every_rule(system):
    decide_resource(
        HOUSE, system.resources.get(item_id=SANDBOX), verdict=Verdict.IN, reason="It holds copies."
    )
    rule(system, RuleKind.ACCOUNT, "999")
    assert verdicts(system)[SANDBOX] == "in"
    decide_resource(HOUSE, system.resources.get(item_id=SANDBOX), verdict=Verdict.UNDECIDED, reason="")
    rule(system, RuleKind.TAG, "env=dev")
    assert verdicts(system)[SANDBOX] == "out", "handed back to the rules"


def test_r80_a_removed_rule_hands_what_it_decided_to_the_next_or_to_a_person(system):
    first = rule(system, RuleKind.ACCOUNT, "999")
    next_one = rule(system, RuleKind.TAG, "env=dev", Verdict.IN, "It is a copy of production.")
    remove_boundary_rule(HOUSE, first)
    assert verdicts(system)[SANDBOX] == "in"
    remove_boundary_rule(HOUSE, next_one)
    assert verdicts(system)[SANDBOX] == "undecided"
    assert resource_counts(system).undecided == 3


def test_r80_what_a_rule_would_decide_is_shown_before_it_is_saved(system):
    decide_resource(HOUSE, system.resources.get(item_id=LIVE), verdict=Verdict.IN, reason="")
    rule(system, RuleKind.TAG, "team=platform", Verdict.IN, "The platform team runs the service.")
    before = verdicts(system)
    shown = preview(system, kind="account", pattern="*", verdict="out", reason="x")
    assert (shown.decide_count, shown.held_by_people, shown.taken_by_earlier) == (0, 1, 1)
    shown = preview(system, kind="repository", pattern="ACME/*", verdict="out", reason="x")
    assert [one.item_id for one in shown.decides] == ["wages"]
    assert shown.change_count == 1
    assert verdicts(system) == before
    assert standing_rules(system)[0].decides == 1


def test_r80_a_tag_that_changes_at_the_source_is_judged_anew(system):
    rule(system, RuleKind.TAG, "env=dev")
    moved = {SANDBOX: ResourceFacts(account="999", tags=("env=production",))}
    assert note_discovered(HOUSE, system, source="aws", item_ids=moved, facts=moved) == 0
    assert verdicts(system)[SANDBOX] == "undecided"


def test_an_arn_names_its_account_where_the_source_says_none(system):
    note_discovered(HOUSE, system, source="aws", item_ids=["arn:aws:sqs:eu-west-1:555:jobs"])
    assert system.resources.get(item_id__contains="sqs").account == "555"


@pytest.mark.parametrize(
    "kind, pattern, verdict, reason, refusal",
    [
        (RuleKind.ACCOUNT, " ", Verdict.OUT, "why", FieldRefused),
        (RuleKind.TAG, "env", Verdict.OUT, "why", FieldRefused),
        (RuleKind.ACCOUNT, "999", Verdict.UNDECIDED, "why", FieldRefused),
        (RuleKind.ACCOUNT, "999", Verdict.OUT, " ", ReasonMissing),
    ],
)
def test_a_rule_without_a_pattern_a_verdict_or_a_reason_is_refused(
    system, kind, pattern, verdict, reason, refusal
):
    with pytest.raises(refusal):
        rule(system, kind, pattern, verdict, reason)


def test_a_rule_stands_once_and_in_the_journal(system):
    rule(system, RuleKind.ACCOUNT, "999")
    with pytest.raises(NameTaken):
        rule(system, RuleKind.ACCOUNT, "999", Verdict.IN)
    said = JournalEntry.objects.filter(act="scope.add_boundary_rule").get()
    assert said.after["decided"] == {"out": 1}


def test_r79_development_that_cannot_reach_production_data_goes_out_with_approval(system):
    development = add_environment(
        HOUSE, system, name="Development", is_production=False, reaches_production_data=False
    )
    (line,) = environments(system)
    assert (line.counts_as, line.conflict) == (
        Verdict.UNDECIDED,
        "Nobody has decided on it. It counts as in.",
    )
    lead, other = make_user("Ada", Role.LEAD), make_user("Bo", Role.EXECUTIVE)

    def leave_out(reason="Made-up data only.", approved_by=other):
        decide_environment(
            lead.actor(), development, verdict=Verdict.OUT, reason=reason, approved_by=approved_by
        )

    with pytest.raises(ReasonMissing):
        leave_out(reason="")
    for nobody in (None, lead):
        with pytest.raises(FieldRefused):
            leave_out(approved_by=nobody)
    leave_out()
    (line,) = environments(system)
    assert (line.counts_as, line.environment.approved_by, line.conflict) == (Verdict.OUT, "Bo", "")


def test_r79_a_route_to_production_data_brings_it_back_in_and_shows_the_conflict(system):
    development = add_environment(
        HOUSE, system, name="Development", is_production=False, reaches_production_data=False
    )
    other = make_user("Bo", Role.EXECUTIVE)
    decide_environment(
        HOUSE, development, verdict=Verdict.OUT, reason="Made-up data only.", approved_by=other
    )
    say_reach(HOUSE, development, reaches_production_data=True, route="A nightly copy of the database.")
    (line,) = environments(system)
    assert line.counts_as is Verdict.IN
    assert "can reach production data" in line.conflict
    with pytest.raises(FieldRefused):
        decide_environment(HOUSE, development, verdict=Verdict.OUT, reason="Again.", approved_by=other)
    say_reach(HOUSE, development, reaches_production_data=None)
    (line,) = environments(system)
    assert line.counts_as is Verdict.IN, "what nobody knows counts as in"
    assert line.conflict


def test_r79_production_is_in_and_cannot_go(system):
    production = add_environment(HOUSE, system, name="Production", is_production=True)
    (line,) = environments(system)
    assert (line.counts_as, line.conflict) == (Verdict.IN, "")
    with pytest.raises(FieldRefused):
        decide_environment(
            HOUSE, production, verdict=Verdict.OUT, reason="x", approved_by=make_user("Bo", Role.EXECUTIVE)
        )
