"""A system to describe, and passages that describe it."""

from __future__ import annotations

from attestry.descriptions.actions.writing import write_passage
from attestry.engagements.tests.examination import Examination
from attestry.scope.actions.describing import add_service
from attestry.scope.actions.drawing import add_component
from attestry.scope.rules.system import ComponentKind

PADDING = "It runs in two regions of Frankfurt; a team of nine people looks after it around the clock."
TEXTS = {
    1: "Payslips is the service. It reckons wages for 40 customers, who reach it with a browser.",
    2: "We promise to keep wages confidential and to answer within two days, as the contract of 2025 says.",
    3: "The system consists of the Ledger database, which holds wages, and of those who run it.",
    5: "The security criteria apply. For each of them the controls are listed, such as CHG-02 for changes.",
}
NONE = {
    4: "The register of incidents of the period holds none that was rated high.",
    6: "No control of a customer is assumed.",
    7: "Nobody else's controls are needed.",
    8: "Every criterion of security is relevant.",
    9: "The log of scope decisions of the period holds none.",
}


def a_described_system(scene: Examination) -> None:
    """A service and a component."""
    actor, system = scene.lead.actor(), scene.engagement.system
    add_service(actor, system, name="Payslips", description="Reckons wages.", customers="40 firms")
    add_component(actor, system, kind=ComponentKind.DATA, name="Ledger", description="Wages.")


def write_all(scene: Examination, *, but: int = 0, **changed: str) -> None:
    """Write every criterion, but for one; ``dc_3`` and the like change a text."""
    for number, text in TEXTS.items():
        if number != but:
            said = changed.get(f"dc_{number}", f"{text} {PADDING}")
            write_passage(scene.lead.actor(), scene.engagement, criterion=number, text=said)
    for number, words in NONE.items():
        if number != but:
            write_passage(scene.lead.actor(), scene.engagement, criterion=number, none_because=words)
