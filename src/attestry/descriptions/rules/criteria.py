"""The nine description criteria (DC section 200, 2018, guidance revised 2022) in our own words.

For each: what has to be said, and whether “none” can be an answer. DC 9 belongs to a period.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DescriptionCriterion:
    """One criterion: its number, what it is about, what has to be said, and whether it may be none."""

    number: int
    title: str
    words: str
    may_be_none: bool = False
    only_of_a_period: bool = False

    @property
    def key(self) -> str:
        """As the field says it."""
        return f"DC {self.number}"


CRITERIA: tuple[DescriptionCriterion, ...] = (
    DescriptionCriterion(
        1,
        "Services",
        "Which services are provided, to whom, how they are delivered, and what is no part of them.",
    ),
    DescriptionCriterion(
        2,
        "Commitments and requirements",
        "What customers are promised, where that stands, and what the system has to do so that it is kept.",
    ),
    DescriptionCriterion(
        3,
        "Components",
        "What the system is made of: infrastructure, software, people, data and procedures, by name.",
    ),
    DescriptionCriterion(
        4,
        "Incidents",
        "Incidents that came from controls that were not designed well or did not operate, or that kept a "
        "commitment from being met: what, when, how far it reached, and what came of it.",
        may_be_none=True,
    ),
    DescriptionCriterion(
        5, "Criteria and controls", "The trust services criteria that apply, and the controls for each."
    ),
    DescriptionCriterion(
        6,
        "Controls of user entities",
        "Controls that customers have to run for the criteria to be met, told apart from mere advice.",
        may_be_none=True,
    ),
    DescriptionCriterion(
        7,
        "Subservice organizations",
        "Who else's controls are needed: the service, whether carved out or included, which kinds of "
        "controls are expected of them, and how they are watched.",
        may_be_none=True,
    ),
    DescriptionCriterion(
        8,
        "Criteria that do not apply",
        "Which criteria are not relevant to the system, and why.",
        may_be_none=True,
    ),
    DescriptionCriterion(
        9,
        "Changes in the period",
        "Significant changes of the system and its controls in the period: what, when, before and after.",
        may_be_none=True,
        only_of_a_period=True,
    ),
)
BY_NUMBER = {one.number: one for one in CRITERIA}


def criteria_for(*, has_period: bool) -> tuple[DescriptionCriterion, ...]:
    """The criteria that a description of a day, or of a period, has to meet."""
    return tuple(one for one in CRITERIA if has_period or not one.only_of_a_period)
