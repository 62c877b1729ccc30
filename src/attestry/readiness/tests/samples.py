"""A small home for tests: the packaged library, a system, people, and answers of tests."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from io import BytesIO

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.control_tests.actions.judging import record_manual_result
from attestry.control_tests.models import Aspect, Result
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.actions.adopting import adopt_all_for_scope
from attestry.evidence.actions import hand_in_document
from attestry.evidence.models import Entry
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readiness.actions.assessing import begin_assessment
from attestry.readiness.actions.rating import rate_criterion
from attestry.readiness.models import Assessment, Rating
from attestry.readiness.queries.standings import standings
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.models import System

HOUSE = Actor.system("tests")


def a_system(*, adopted: bool = True) -> System:
    """A system with Security in scope, and the controls that it brings."""
    system = ensure_system(HOUSE, "Payroll")
    if adopted:
        adopt_all_for_scope(HOUSE, system)
    return system


def a_person(role: Role = Role.LEAD, name: str = "Ada") -> User:
    """Somebody who may sign in."""
    return User.objects.create(
        email=f"{name.lower()}@example.org", name=name, role=role, created_at=clock.now(), is_active=True
    )


def a_document(*controls: str, title: str = "Board minutes") -> Entry:
    """A sealed document for some controls, about the last thirty days."""
    now = clock.now()
    return hand_in_document(
        HOUSE,
        BytesIO(f"{title} {now}".encode()),
        filename="minutes.txt",
        title=title,
        period_from=now - timedelta(days=30),
        period_until=now,
        controls=controls,
    )


def a_finding(control: str, aspect: Aspect, outcome: Outcome) -> Result:
    """A person's finding that cites a document handed in for it."""
    entry = a_document(control)
    return record_manual_result(
        HOUSE,
        control_id=control,
        aspect=aspect,
        outcome=outcome,
        conclusion="Looked at the minutes and asked the chair.",
        evidence=[entry.seq],
        holds_until=clock.now() + timedelta(days=90),
    )


def an_answer(
    test_id: str, *, failed: int = 0, passed: int = 1, unknown: int = 0, days_ago: float = 0.1
) -> Result:
    """What a control test answered in a run, without the run."""
    at = clock.now() - timedelta(days=days_ago)
    outcome = Outcome.FAIL if failed else Outcome.UNKNOWN if unknown else Outcome.PASS
    return Result.objects.create(
        run=None,
        entry_seq=a_document(title=f"run of {test_id}").seq,
        test_id=test_id,
        version=definitions()[test_id].version,
        as_of=at,
        recorded_at=at,
        holds_until=at + timedelta(days=2),
        verdict=outcome.value,
        passed=passed,
        failed=failed,
        unknown=unknown,
    )


def a_test_of(control: str) -> str:
    """The id of some control test that speaks to a control."""
    return next(one.id for one in definitions().values() if control in one.meaning.controls)


def begin(system: System, *, assessor: str = "internal", by: Actor = HOUSE) -> Assessment:
    """An assessment that is open."""
    return begin_assessment(
        by, system, assessor=assessor, assessed_by="Ada Okafor", independence="Reports to the board."
    )


def rate(
    system: System, reference: str, judgement: str = "met", *, reason: str = "", by: Actor = HOUSE
) -> Rating:
    """A rating as a whole: all adequate, a part inadequate, all missing, or not applicable."""
    said = {
        "met": ("adequate", "adequate", "adequate"),
        "partly": ("adequate", "inadequate", "adequate"),
        "not_met": ("missing", "missing", "missing"),
        "not_applicable": ("not_applicable", "not_applicable", "not_applicable"),
    }[judgement]
    if not Assessment.objects.filter(system=system, ended_at=None).exists():
        begin(system)
    design, implementation, operation = said
    return rate_criterion(
        by,
        system,
        reference,
        design=design,
        implementation=implementation,
        operation=operation,
        reason=reason or ("" if judgement == "met" else "Said in a test."),
    )


def rate_all(system: System, *, but: Collection[str] = ()) -> list[str]:
    """Every criterion in scope rated as met, some left out; answers all in scope."""
    scoped = [one.reference for one in standings(system, at=clock.now()).in_scope]
    for reference in scoped:
        if reference not in but:
            rate(system, reference)
    return scoped
