"""What an opinion may be, where a report disagrees with itself, and what a reader would ask about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from attestry.engagements.rules.kind import EngagementKind
from attestry.opinions.rules.consistency import ControlTested, Likeness, Moments, Whole, disagreements
from attestry.opinions.rules.opinion import Cause, OpinionKind, Said, Subject, subjects_for, wrong_opinion
from attestry.opinions.rules.red_flags import red_flags

UNMODIFIED = Said(OpinionKind.UNMODIFIED)
QUALIFIED = Said(
    OpinionKind.QUALIFIED, Cause.MISSTATED, False, ("CC8.1",), "Changes went live unapproved.", "Material."
)  # fmt: skip
UNTIL = date(2026, 6, 30)


def a_test(control="CHG-02", **more):
    said = {
        "reference": f"O-{control}",
        "control": control,
        "is_operation": True,
        "verdict": "effective",
        "is_reviewed": True,
        "criteria": ("CC8.1",),
        "deviating": 0,
        "concluded_on": date(2026, 7, 20),
        "words": f"Items of {control} were read.",
        "is_looked_at": True,
    }
    return ControlTested(**{**said, **more})


def a_report(**more):
    """A report in which nothing disagrees."""
    said = {
        "from_on": date(2026, 1, 1),
        "until_on": UNTIL,
        "report_on": date(2026, 8, 10),
        "subjects": tuple(Subject),
        "opinions": dict.fromkeys(Subject, UNMODIFIED),
        "approved": frozenset(Subject),
        "criteria": ("CC8.1",),
        "tests": (a_test(),),
        "has_operating_tests": True,
        "description_is_final": True,
        "described_from": "2026-01-01",
        "described_until": "2026-06-30",
        "assertion_signed_on": date(2026, 8, 10),
        "described_controls": frozenset({"CHG-02"}),
    }
    return Whole(**{**said, **more})


def words_of(report):
    return [one.words for one in disagreements(report)]


def test_a_report_whose_parts_agree_may_be_issued():
    assert disagreements(a_report()) == ()


@pytest.mark.parametrize(
    ("change", "section", "words"),
    [
        ({"opinions": {}}, "I Opinion", "no opinion on"),
        ({"approved": frozenset()}, "I Opinion", "not approved"),
        ({"unmet": frozenset({"CC8.1"})}, "I Opinion", "CC8.1 is not met"),
        ({"assertion_signed_on": None}, "II Assertion", "not signed"),
        ({"assertion_signed_on": date(2026, 8, 11)}, "II Assertion", "after the report's day"),
        ({"description_is_final": False}, "III Description", "not final"),
        ({"described_until": "2026-05-31"}, "III Description", "another day"),
        ({"described_from": None}, "III Description", "another day"),
        ({"described_controls": frozenset({"CHG-02", "IAM-01"})}, "III Description", "tests: IAM-01"),
        ({"described_controls": frozenset()}, "III Description", "that were tested: CHG-02"),
        ({"has_operating_tests": False}, "IV Tests", "a Type 1 holds results"),
        ({"tests": (a_test(verdict=""),)}, "IV Tests", "without a conclusion: O-CHG-02"),
        ({"tests": (a_test(is_reviewed=False),)}, "IV Tests", "without a review"),
        ({"criteria": ("CC8.1", "CC6.1")}, "IV Tests", "1 criterion without a conclusion: CC6.1"),
        ({"tests": (a_test(concluded_on=date(2026, 8, 11)),)}, "IV Tests", "after the report's day"),
        ({"tests": (a_test(is_outdated=True),)}, "IV Tests", "paper changed after its conclusion: O-CHG"),
        ({"tests": (a_test(is_early=True),)}, "IV Tests", "cites evidence that the ledger holds only since"),
        ({"engagement_lacks": ("the licence expired",)}, "Engagement", "the licence expired"),
        ({"deviations_lacking": ("2 deviations wait",)}, "IV Tests", "2 deviations wait"),
    ],
)  # fmt: skip
def test_r115_what_disagrees_is_named_with_its_section(change, section, words):
    found = disagreements(a_report(**change))
    assert [one for one in found if one.section == section and words in one.words.replace("\u00a0", " ")]


def test_a_qualified_criterion_is_backed_by_a_test():
    qualified = {**dict.fromkeys(Subject, UNMODIFIED), Subject.OPERATION: QUALIFIED}
    assert words_of(a_report(opinions=qualified)) == [
        "CC8.1 is qualified, and nothing in section IV says why"
    ]
    failed = a_report(
        opinions=qualified, tests=(a_test(verdict="not_effective"),), unmet=frozenset({"CC8.1"})
    )
    assert words_of(failed) == []


def test_r104_an_unmodified_opinion_with_deviations_is_allowed_and_a_qualified_one_names_its_criterion():
    assert disagreements(a_report(tests=(a_test(deviating=3),), deviations=3)) == ()
    bare = replace(QUALIFIED, criteria=(), reasons="")
    assert set(wrong_opinion(Subject.OPERATION, bare, criteria=["CC8.1"])) == {"criteria", "reasons"}
    assert wrong_opinion(Subject.OPERATION, QUALIFIED, criteria=["CC8.1"]) == {}


@pytest.mark.parametrize(
    ("kind", "cause", "is_pervasive", "is_right"),
    [
        (OpinionKind.QUALIFIED, Cause.MISSTATED, False, True),
        (OpinionKind.ADVERSE, Cause.MISSTATED, True, True),
        (OpinionKind.QUALIFIED, Cause.NO_EVIDENCE, False, True),
        (OpinionKind.DISCLAIMER, Cause.NO_EVIDENCE, True, True),
        (OpinionKind.ADVERSE, Cause.NO_EVIDENCE, True, False),
        (OpinionKind.DISCLAIMER, Cause.MISSTATED, True, False),
        (OpinionKind.QUALIFIED, Cause.MISSTATED, True, False),
        (OpinionKind.ADVERSE, Cause.MISSTATED, False, False),
    ],
)
def test_the_cause_and_the_reach_fit_the_opinion(kind, cause, is_pervasive, is_right):
    said = replace(QUALIFIED, kind=kind, cause=cause, is_pervasive=is_pervasive)
    assert ("kind" not in wrong_opinion(Subject.OPERATION, said, criteria=["CC8.1"])) is is_right


def test_an_unmodified_opinion_names_no_matter():
    said = replace(UNMODIFIED, matter="Something.")
    assert "kind" in wrong_opinion(Subject.DESIGN, said, criteria=[])


def test_a_criterion_of_another_engagement_is_refused():
    wrong = wrong_opinion(Subject.DESIGN, QUALIFIED, criteria=["A1.1"])
    assert "CC8.1" in wrong["criteria"]


def test_each_kind_has_its_subject_matters():
    assert subjects_for(EngagementKind.SOC_2_TYPE_1) == (Subject.DESCRIPTION, Subject.DESIGN)
    assert subjects_for(EngagementKind.SOC_2_TYPE_2) == tuple(Subject)
    assert subjects_for(EngagementKind.SOC_3) == (Subject.DESIGN, Subject.OPERATION)


def many(count=25, **more):
    days = [date(2026, 7, 1 + n % 20) for n in range(count)]
    return tuple(a_test(f"X-{n}", concluded_on=days[n], **more) for n in range(count))


def test_the_signs_of_a_report_written_before_its_evidence_show():
    alike = many(words="No exceptions noted.", deviating=0)
    alike = tuple(replace(one, concluded_on=date(2026, 6, 1)) for one in alike)
    found = red_flags(
        a_report(tests=alike, likeness=(Likeness("DC 1", 0.93, "the last one"), Likeness("DC 2", 0.1, ""))),
        cannot_fail=("Some test",),
    )
    assert [one.title for one in found] == [
        "Not one deviation",
        "The same words again and again",
        "The description is like another",
        "Concluded in one day",
        "Concluded before the period was over",
        "Tests that could not fail",
    ]


def test_parts_that_are_like_one_source_are_one_sign():
    like = (*(Likeness(f"DC {n}", 1.0, "the last one") for n in (1, 2)), Likeness("DC 3", 0.9, "a kit"))
    found = [one.words for one in red_flags(a_report(likeness=like)) if "like another" in one.title]
    assert found == [
        "Word for word in “the last one”: 100% of DC 1, 100% of DC 2.",
        "Word for word in “a kit”: 90% of DC 3.",
    ]


def test_an_honest_report_shows_no_sign():
    tests = tuple(replace(one, deviating=int(n == 3)) for n, one in enumerate(many()))
    tests = tuple(replace(one, words=f"{one.control}: read.") for one in tests)
    assert red_flags(a_report(tests=tests, deviations=1)) == ()


def titles_of(report, **more):
    return [one.title for one in red_flags(report, **more)]


def test_conclusions_that_stand_in_another_report_word_for_word_show():
    tests = tuple(replace(one, deviating=int(n == 3), words=f"{n}: read.") for n, one in enumerate(many(4)))
    two = tuple(replace(one, copied_from="Last year" if n < 2 else "") for n, one in enumerate(tests))
    three = tuple(replace(one, copied_from="Last year" if n < 3 else "") for n, one in enumerate(tests))
    assert titles_of(a_report(tests=two, deviations=1)) == []
    [flag] = red_flags(a_report(tests=three, deviations=1))
    assert (flag.title, "3 of 4" in flag.words) == ("Conclusions of another report", True)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            {"moments": Moments(date(2026, 1, 5), letter_on=date(2026, 1, 6))},
            "dated after the work",
        ),
        (
            {"moments": Moments(first_opinion_on=date(2026, 7, 1), last_conclusion_on=date(2026, 7, 2))},
            "An opinion was written before the last test",
        ),
        ({"moments": Moments(frozen_early=("Changes",))}, "Frozen before its days were over: Changes"),
        ({"assertion_signed_on": date(2026, 6, 1)}, "signed its assertion before"),
        ({"report_on": date(2026, 6, 29)}, "The report is dated before"),
        ({"from_on": UNTIL}, "ends before it begins"),
    ],
)
def test_days_that_stand_in_another_order_than_an_examination_takes_show(more, words):
    [flag] = red_flags(a_report(**more))
    assert (flag.title, words in flag.words) == ("Dates out of order", True)


def test_an_operation_in_which_nothing_could_deviate_shows():
    bare = a_test(is_looked_at=False)
    assert titles_of(a_report(tests=(bare,))) == ["Nothing that could deviate was looked at"]
    assert titles_of(a_report(tests=(replace(bare, is_operation=False),))) == []


def test_a_conclusion_that_is_older_than_its_evidence_shows():
    for more in ({"is_early": True}, {"is_outdated": True}):
        found = titles_of(a_report(tests=(a_test(**more),)))
        assert found == ["Concluded before the evidence was there"]
