"""The text of management's assertion: what is claimed of the description, of design and of operation.

AT-C 205 asks for a written assertion about the subject matter; its sentences are ours. A SOC 3 and a
Type 2 claim operation over the period, a Type 1 claims nothing about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.engagements.rules.kind import EngagementKind
from attestry.ui.words import day_words

_LIMITS = (
    "Controls have limits: people err, and what worked until now may not work tomorrow. No part of this "
    "assertion is a promise about the future."
)


def assertion_text(
    kind: EngagementKind,
    *,
    organization: str,
    system: str,
    categories: Sequence[str],
    from_on: date | None,
    until_on: date,
    edition: str,
    digest: str,
) -> str:
    """The assertion in paragraphs, separated by empty lines."""
    when = (
        f"throughout the period from {day_words(from_on)} to {day_words(until_on)}"
        if from_on
        else f"as of {day_words(until_on)}"
    )
    about = ", ".join(one.replace("_", " ") for one in categories)
    responsible = (
        f"We, the management of {organization}, are responsible for the system “{system}”, for what we "
        f"commit to towards its users, for choosing the trust services categories ({about}) and for the "
        "controls that let us meet them. What follows is judged by the description criteria (DC section 200) "
        f"and by the trust services criteria in the edition “{edition}”."
    )
    described = (
        f"The description of the system presents it {when} in accordance with the description criteria. "
        f"It is the version whose SHA-256 digest is {digest}."
    )
    designed = (
        f"The controls stated in the description were suitably designed {when}: had they operated, and had "
        "user entities and subservice organizations applied the controls that it assumes of them, they would "
        "have given reasonable assurance that our commitments and system requirements were met."
    )
    operated = (
        f"Those controls operated effectively {when}, under the same assumptions, except where the service "
        "auditor's report says otherwise and our response to it agrees."
        if kind.has_operating_tests
        else "We claim nothing here about whether the controls operated over any period."
    )
    return "\n\n".join((responsible, described, designed, operated, _LIMITS))
