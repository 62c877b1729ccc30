from datetime import date

import pytest

from attestry.vendors.rules.assurance import gap_until, is_current, wrong_bridge
from attestry.vendors.rules.discovery import unknown_names
from attestry.vendors.rules.questions import Answer, Severity, findings_of, questions_for
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence, Tier, review_due_on, tier_of

END = date(2025, 12, 31)


@pytest.mark.parametrize(
    "data, access, dependence, tier",
    [
        ("personal", "production", "low", "critical"),
        ("none", "none", "stops", "critical"),
        ("personal", "none", "low", "high"),
        ("none", "production", "low", "high"),
        ("internal", "none", "low", "medium"),
        ("none", "none", "noticed", "medium"),
        ("none", "none", "low", "low"),
    ],
)
def test_a_tier_follows_from_data_access_and_dependence(data, access, dependence, tier):
    assert tier_of(DataHeld(data), Access(access), Dependence(dependence)) == tier


def test_a_new_vendor_is_reviewed_within_a_month_and_a_low_one_need_not_be():
    assert review_due_on(Tier.CRITICAL, date(2026, 1, 1), None) == date(2026, 1, 31)
    assert review_due_on(Tier.CRITICAL, date(2020, 1, 1), date(2025, 1, 1)) == date(2026, 1, 1)
    assert review_due_on(Tier.LOW, date(2020, 1, 1), None) is None


def test_what_nothing_covers_counts_from_the_reports_end_or_its_letters():
    assert gap_until(date(2026, 1, 10), END, None).days == 10
    assert gap_until(date(2026, 1, 10), END, date(2026, 1, 7)).days == 3
    assert gap_until(date(2025, 12, 1), END, None).days == 0
    assert is_current(date(2026, 12, 31), END, None)
    assert not is_current(date(2027, 1, 1), END, None)


def test_a_letter_begins_the_day_after_the_report_and_carries_three_months():
    assert wrong_bridge(END, date(2026, 1, 1), date(2026, 3, 31)) == ""
    assert "begins the day after" in wrong_bridge(END, date(2026, 1, 2), date(2026, 3, 31))
    assert "three months at most" in wrong_bridge(END, date(2026, 1, 1), date(2026, 6, 30))
    assert "before it begins" in wrong_bridge(END, date(2026, 1, 1), date(2025, 12, 31))


def test_a_name_is_known_whatever_its_case_and_legal_form():
    assert unknown_names(["ACME, Inc.", "Hooli", "hooli ltd", ""], ["Acme"]) == ["Hooli"]


def test_a_no_is_as_grave_as_its_question_and_a_partly_is_medium():
    found = findings_of({"contract": Answer.NO, "notice": Answer.PARTLY, "sign_in": Answer.YES})
    assert [(one.key, severity) for one, severity in found] == [
        ("contract", Severity.HIGH),
        ("notice", Severity.MEDIUM),
    ]
    assert len(questions_for(Tier.CRITICAL)) > len(questions_for(Tier.LOW))
