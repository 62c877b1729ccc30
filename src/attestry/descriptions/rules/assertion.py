"""The text of management's assertion: what is claimed of the description, of design and of operation.

AT-C 205 asks for a written assertion about the subject matter; its sentences are ours. A Type 1 claims
nothing of operation, a Type 2 claims it over the period. A SOC 3 holds no description: it says where the
system ends, and claims that the controls within were effective.
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
    is_described = kind is not EngagementKind.SOC_3
    measures = f"the trust services criteria in the edition “{edition}”"
    if is_described:
        measures = f"the description criteria (DC section 200) and by {measures}"
    responsible = (
        f"We, the management of {organization}, are responsible for the system “{system}”, for what we "
        f"commit to towards its users, for choosing the trust services categories ({about}) and for the "
        f"controls that let us meet them. What follows is judged by {measures}."
    )
    claims = _of_a_description(kind, when, digest) if is_described else _of_effectiveness(when)
    return "\n\n".join((responsible, *claims, _LIMITS))


def _of_a_description(kind: EngagementKind, when: str, digest: str) -> tuple[str, ...]:
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
    return (described, designed, operated)


def _of_effectiveness(when: str) -> tuple[str, ...]:
    bounded = (
        "Where the system ends, and what we principally commit to, is stated beside this assertion as it was "
        f"{when}."
    )
    effective = (
        f"The controls within the system were effective {when}: there was reasonable assurance that our "
        "commitments and system requirements were met by the criteria named above, where user entities and "
        "subservice organizations applied the controls that we assume of them, and except where the service "
        "auditor's report says otherwise and our response to it agrees."
    )
    return (bounded, effective)
