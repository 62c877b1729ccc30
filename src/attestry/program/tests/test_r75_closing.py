import pytest

from attestry.accounts.rules import Role
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.program.actions.closing import close_step, override_step, reopen_step
from attestry.program.errors import (
    NothingComputed,
    OverrideRefused,
    StepClosed,
    StepConditionsOpen,
    StepNotClosed,
)
from attestry.program.models import StepClosing
from attestry.program.queries.progress import program
from attestry.readiness.actions.assessing import finalise
from attestry.readiness.tests.samples import HOUSE, a_person, begin, rate_all
from attestry.scope.rules.condition import Step


def pass_over(system, *steps):
    for step in steps:
        override_step(HOUSE, system, step, reason="Set in a test.", responsible="Ada Okafor")


def of(system, step):
    return program(system, at=clock.now()).of(step)


def holding(system, step):
    return {one.key: one.holds for one in of(system, step).all}


def test_r75_step_2_is_not_closed_while_criteria_are_unrated_and_they_are_named(system):
    pass_over(system, Step.SCOPE)
    begin(system)
    rate_all(system, but=("CC3.3", "CC9.2"))
    with pytest.raises(StepConditionsOpen, match=r"2 of 33 are not rated: CC3\.3, CC9\.2\.") as refusal:
        close_step(HOUSE, system, Step.READINESS)
    assert [one.key for one in refusal.value.failing] == ["rated", "finalised"]
    rate_all(system)
    finalise(HOUSE, system)
    made = close_step(a_person().actor(), system, Step.READINESS)
    assert (made.closed_by, made.is_override, made.failing) == ("Ada", False, [])


def test_r75_an_override_wants_a_reason_and_a_name_and_stands_in_the_journal(system):
    for told, said in (
        ({"reason": " ", "responsible": "Ada"}, "needs a reason"),
        ({"reason": "Urgent.", "responsible": ""}, "needs a name"),
    ):
        with pytest.raises(OverrideRefused, match=said):
            override_step(HOUSE, system, Step.SCOPE, **told)
    assert not StepClosing.objects.exists()
    override_step(
        a_person().actor(), system, Step.SCOPE, reason="The board wants it.", responsible="Noor Haddad"
    )
    last = JournalEntry.objects.filter(act="program.override_step").get()
    assert (last.actor_name, last.subject) == ("Ada", "step:scope")
    assert last.after["reason"] == "The board wants it."
    assert last.after["responsible"] == "Noor Haddad"
    assert "The scope as it stands is signed" in last.after["failing"]


def test_a_step_waits_for_the_one_before_it(system):
    begin(system)
    rate_all(system)
    finalise(HOUSE, system)
    with pytest.raises(StepConditionsOpen, match="Step 1 is closed"):
        close_step(HOUSE, system, Step.READINESS)


def test_r75_the_last_step_waits_for_the_firms_report(system):
    pass_over(system, *[step for step in Step if step.number < 6])
    with pytest.raises(StepConditionsOpen, match="The firm has issued its report"):
        close_step(HOUSE, system, Step.EXAMINATION)
    pass_over(system, Step.EXAMINATION)
    assert program(system, at=clock.now()).current is None


def test_a_step_of_which_no_fact_says_that_it_is_done_is_closed_by_a_person_alone(system, monkeypatch):
    monkeypatch.setattr("attestry.program.queries.progress.conditions_at", lambda at: ())
    with pytest.raises(NothingComputed):
        close_step(HOUSE, system, Step.SCOPE)
    pass_over(system, Step.SCOPE)


def test_a_closed_step_is_opened_again_with_a_reason_and_closed_once_at_a_time(system):
    pass_over(system, Step.SCOPE)
    with pytest.raises(StepClosed):
        close_step(HOUSE, system, Step.SCOPE)
    with pytest.raises(OverrideRefused):
        reopen_step(HOUSE, system, Step.SCOPE, reason=" ")
    reopen_step(HOUSE, system, Step.SCOPE, reason="A service was added.")
    assert program(system, at=clock.now()).current.step is Step.SCOPE
    with pytest.raises(StepNotClosed):
        reopen_step(HOUSE, system, Step.SCOPE, reason="Again.")
    pass_over(system, Step.SCOPE)
    assert StepClosing.objects.count() == 2


def test_a_step_that_was_closed_says_what_no_longer_holds(system):
    pass_over(system, Step.SCOPE)
    rate_all(system)
    finalise(HOUSE, system)
    close_step(HOUSE, system, Step.READINESS)
    begin(system)
    assert [one.key for one in of(system, Step.READINESS).failing] == ["rated", "finalised"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_others_close_nothing(system, role):
    actor = a_person(role).actor()
    with pytest.raises(NotAllowed):
        close_step(actor, system, Step.SCOPE)
    with pytest.raises(NotAllowed):
        override_step(actor, system, Step.SCOPE, reason="x", responsible="y")
    with pytest.raises(NotAllowed):
        reopen_step(actor, system, Step.SCOPE, reason="x")
