"""What Section I says besides the opinion: its elements by AT-C 205, in our own sentences.

Scope, responsibilities, limits and use follow from facts of the engagement; none of it is a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attestry.engagements.rules.kind import EngagementKind
from attestry.ui.words import counted_words

LIMITS_OF_TYPE_1 = (
    "This report speaks of one day. Whether the controls operated effectively, on that day "
    "or over any period, "
    "was not examined, and no opinion on it is given."
)
NOT_COVERED = (
    "What stands in Section V was written by management. It is no part of the description, was not examined, "
    "and no opinion on it is given."
)
DESCRIPTION_CRITERIA = "DC section 200, 2018, with the implementation guidance revised in 2022"
TRUST_CRITERIA = "TSP section 100"


@dataclass(frozen=True, slots=True)
class Speaking:
    """What a report is about, in words."""

    kind: EngagementKind
    organization: str
    system: str
    categories: str
    edition: str
    standard: str
    when: str
    user_controls: int
    carved_out: Sequence[str]
    included: Sequence[str]
    has_other: bool


@dataclass(frozen=True, slots=True)
class Element:
    """One part of Section I: its heading and its paragraphs."""

    title: str
    words: tuple[str, ...]


def before_the_opinion(said: Speaking) -> tuple[Element, ...]:
    """The parts that stand before the opinion, in their order."""
    found = [
        Element("Scope", tuple(_scope(said))),
        Element("What management is responsible for", (_management(said),)),
        Element("What we are responsible for", _ours(said)),
        Element("What controls cannot do", (_LIMITATIONS,)),
    ]
    if said.kind.prints_tests:
        found.append(
            Element(
                "Tests of controls",
                ("The controls that we tested, how, and what came of it stand in Section IV.",),
            )
        )
    return tuple(found)


def use_of(said: Speaking) -> Element:
    """Whom the report is meant for: listed readers who know the subject, or everybody (SOC 3)."""
    if said.kind is EngagementKind.SOC_3:
        return Element("Use", ("This report is for general use.",))
    tests = ", with the tests and results in Section IV," if said.kind.prints_tests else ""
    words = (
        f"This report{tests} is meant only for {said.organization}, for user entities of "
        f"the system in the "
        f"time that it speaks of, for business partners and prospective users who are "
        f"subject to risks from "
        "it, for practitioners who serve these, and for regulators. They are presumed to know what the "
        "service is, how it meets with their own systems and with subservice "
        "organizations, which controls "
        "are expected of themselves, what internal control can and cannot do, and the "
        "criteria. Nobody else "
        "is meant to use it, and nobody else may rely on it."
    )
    return Element("Restricted use", (words,))


def _scope(said: Speaking) -> Iterator[str]:
    what = "the design and the operating effectiveness" if said.kind.has_operating_tests else "the design"
    by = f"the trust services criteria for {said.categories} ({TRUST_CRITERIA}, {said.edition})"
    if said.kind is EngagementKind.SOC_3:
        yield (
            f"We have examined management's assertion that the controls within the system “{said.system}” of "
            f"{said.organization} were effective {said.when}, by {by}."
        )
    else:
        yield (
            f"We have examined the description by the management of {said.organization} of its system "
            f"“{said.system}” {said.when}, by the description criteria "
            f"({DESCRIPTION_CRITERIA}), and {what} of the "
            f"controls stated in it {said.when}, by {by}."
        )
    yield from _others(said)
    if said.has_other:
        yield NOT_COVERED
    if said.kind is EngagementKind.SOC_2_TYPE_1:
        yield LIMITS_OF_TYPE_1


def _others(said: Speaking) -> Iterator[str]:
    if said.user_controls:
        count = counted_words(said.user_controls, "complementary control", "complementary controls")
        its, them = ("its", "it") if said.user_controls == 1 else ("their", "them")
        yield (
            f"The design of the controls assumes {count} of user entities. We examined neither {its} design "
            f"nor {its} operation; the criteria concerned are met only together with {them}."
        )
    else:
        yield "The design of the controls assumes no complementary control of user entities."
    if said.carved_out:
        yield (
            f"{', '.join(said.carved_out)}: carved out. The description leaves the controls "
            f"of these subservice "
            "organizations out and says which kinds of controls are expected of them. We did "
            "not examine those."
        )
    if said.included:
        yield (
            f"{', '.join(said.included)}: included. The description holds their part of the system and their "
            "controls, and our examination extended to these."
        )
    if not said.carved_out and not said.included:
        yield "No subservice organization is needed for the criteria to be met."


def _management(said: Speaking) -> str:
    return (
        f"The management of {said.organization} is responsible for its service commitments and system "
        "requirements, for designing, implementing and operating controls that give "
        "reasonable assurance that "
        "these are met, for choosing the categories and criteria, for naming the risks that stand against "
        "them, for the description, and for its assertion in Section II: for their "
        "completeness, accuracy and "
        "the way they are presented."
    )


def _ours(said: Speaking) -> tuple[str, ...]:
    opinions = "description, design and operation" if said.kind.prints_tests else "the subject matters above"
    examined = (
        f"We are responsible for an opinion on {opinions}, based on our examination. We conducted it in "
        f"accordance with the attestation standards of the American Institute of Certified "
        f"Public Accountants: "
        f"{said.standard}. They ask us to plan and perform it so that we have reasonable "
        f"assurance on whether, "
        "in all material respects, what management asserts is so."
    )
    independent = (
        "We are required to be independent, and to meet our other ethical responsibilities, by the ethical "
        "requirements of the engagement. We believe that the evidence that we obtained is sufficient and "
        "appropriate as a basis for the opinion, save for what a modification below says of it."
    )
    return examined, independent


_LIMITATIONS = (
    "A description serves the needs of many, and may leave out what one user would find important. Controls "
    "may fail through error, be circumvented, or not be aware of fraud; they give reasonable "
    "assurance and no "
    "certainty. To project what was found to the future is unsafe, since circumstances change, and what is "
    "done may wear off."
)
