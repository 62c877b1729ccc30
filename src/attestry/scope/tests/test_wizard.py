"""The wizard: from services, promises, data and markets to categories and frameworks, with reasons."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.frameworks.actions import sync_frameworks
from attestry.frameworks.rules import Category
from attestry.scope.actions.deciding import add_driver, drop_driver, keep_answers, start_track, stop_track
from attestry.scope.actions.describing import add_data_store, add_service
from attestry.scope.actions.promising import add_commitment, withdraw_commitment
from attestry.scope.actions.setting_up import choose_category, ensure_system
from attestry.scope.errors import FieldRefused, NameTaken, ReasonMissing
from attestry.scope.queries.advice import wizard_page
from attestry.scope.queries.categories import scope_choice
from attestry.scope.rules.decision import DriverKind
from attestry.scope.rules.promises import CommitmentKind, Source
from attestry.scope.rules.tracks import Market, ordered_tracks
from attestry.scope.rules.wizard import Answers, Known, advise, answers_from
from attestry.scope.tests.samples import HOUSE

pytestmark = pytest.mark.django_db

# Three companies as they would answer, and what each is told to choose.
PAYROLL = Answers(
    promises_uptime=True,
    promises_recovery=True,
    results_are_relied_on=True,
    feeds_customers_books=True,
    keeps_secrets_by_agreement=True,
    holds_personal_data=True,
    markets=("us", "eu"),
)
PHOTO_ALBUM = Answers(
    holds_personal_data=True, collects_from_people=True, promises_privacy=True, markets=("us", "california")
)
CLINIC_CALENDAR = Answers(
    promises_uptime=True, holds_personal_data=True, holds_health_data=True, markets=("us",)
)


@pytest.fixture
def system():
    sync_frameworks(HOUSE)
    return ensure_system(HOUSE, "Payroll")


def advice_on(category, page):
    return next(one for one in page.advice if one.category is category)


@pytest.mark.parametrize(
    "answers, categories",
    [
        (
            PAYROLL,
            {
                Category.SECURITY,
                Category.AVAILABILITY,
                Category.PROCESSING_INTEGRITY,
                Category.CONFIDENTIALITY,
            },
        ),
        (PHOTO_ALBUM, {Category.SECURITY, Category.PRIVACY}),
        (CLINIC_CALENDAR, {Category.SECURITY, Category.AVAILABILITY}),
    ],
    ids=["payroll", "photo album", "clinic calendar"],
)
def test_r14_three_companies_are_told_different_categories_each_with_its_reasons(answers, categories):
    advice = advise(answers, Known())
    assert {one.category for one in advice if one.is_recommended} == categories
    for one in advice:
        assert one.reasons_for if one.is_recommended else one.reasons_against, one.category
        assert all(said.endswith(".") for said in (*one.reasons_for, *one.reasons_against))


def test_r14_who_handles_personal_data_for_customers_is_told_why_privacy_is_not_needed():
    (privacy,) = [one for one in advise(PAYROLL, Known()) if one.category is Category.PRIVACY]
    assert not privacy.is_recommended
    assert any("do not collect it" in said for said in privacy.reasons_against)


def test_r14_a_recommended_category_also_hears_what_speaks_against_it():
    (privacy,) = [one for one in advise(PHOTO_ALBUM, Known()) if one.category is Category.PRIVACY]
    assert privacy.is_recommended
    assert privacy.reasons_against


def test_r17_output_that_feeds_customers_ledgers_leads_to_a_soc_1_and_says_why(system):
    assert wizard_page(system).soc_1 == ""
    keep_answers(HOUSE, system, feeds_customers_books=True)
    assert "SOC 1" in wizard_page(system).soc_1
    assert "auditors" in wizard_page(system).soc_1


def test_r37_a_promise_of_availability_suggests_availability(system):
    assert not advice_on(Category.AVAILABILITY, wizard_page(system)).is_recommended
    promise = add_commitment(
        HOUSE,
        system,
        kind=CommitmentKind.COMMITMENT,
        text="The service is up 99.9 % of each month.",
        source=Source.SERVICE_LEVEL,
        source_reference="SLA 2026",
        source_on=date(2026, 1, 1),
        category=Category.AVAILABILITY,
    )
    found = advice_on(Category.AVAILABILITY, wizard_page(system))
    assert found.is_recommended
    assert "A recorded service commitment is about it." in found.reasons_for
    withdraw_commitment(HOUSE, promise, reason="The contract ended.")
    assert not advice_on(Category.AVAILABILITY, wizard_page(system)).is_recommended


def test_r37_a_service_that_holds_confidential_data_suggests_confidentiality(system):
    add_service(HOUSE, system, name="Pay", data_classes=[system.data_classes.get(key="confidential")])
    assert advice_on(Category.CONFIDENTIALITY, wizard_page(system)).is_recommended


@pytest.mark.parametrize(
    "markets, titles",
    [
        (("us",), ["SOC 2"]),
        (("us", "eu"), ["SOC 2", "ISO/IEC 27001", "GDPR duties"]),
        (("us", "california"), ["SOC 2", "CCPA duties"]),
        (("eu", "uk"), ["SOC 2", "ISO/IEC 27001", "GDPR duties"]),
        (
            ("us", "california", "eu", "brazil", "india"),
            ["SOC 2", "ISO/IEC 27001", "GDPR duties", "CCPA duties", "LGPD duties", "DPDP duties"],
        ),
        (("elsewhere",), ["SOC 2", "ISO/IEC 27001"]),
        ((), ["SOC 2"]),
    ],
)
def test_r33_markets_give_an_ordered_list_of_frameworks_with_reasons(markets, titles):
    found = ordered_tracks(Answers(markets=markets), holds_health=False)
    assert [one.title for one in found] == titles
    assert all(one.reason for one in found)
    assert {one.title for one in found if not one.is_law} <= {"SOC 2", "ISO/IEC 27001"}


def test_r34_health_data_without_a_hipaa_track_is_a_blocker_until_it_is_started(system):
    assert wizard_page(system).blockers == ()
    add_data_store(HOUSE, system, name="Patient files", is_health_data=True)
    page = wizard_page(system)
    assert "HIPAA" in page.blockers[0]
    assert page.tracks[0].title == "HIPAA"
    assert page.health_stores == ("Patient files",)
    started = start_track(HOUSE, system, family="hipaa", reason="Patients' appointments.")
    assert wizard_page(system).blockers == ()
    with pytest.raises(NameTaken):
        start_track(HOUSE, system, family="hipaa")
    with pytest.raises(ReasonMissing):
        stop_track(HOUSE, started, reason=" ")
    stop_track(HOUSE, started, reason="Started by mistake.")
    assert wizard_page(system).blockers


def test_r34_the_switch_alone_forces_the_track_too(system):
    keep_answers(HOUSE, system, holds_health_data=True)
    assert wizard_page(system).blockers
    with pytest.raises(FieldRefused):
        start_track(HOUSE, system, family="pci")


def test_r9_a_category_without_a_driver_warns_until_one_is_recorded(system):
    choose_category(HOUSE, system, "availability", is_chosen=True)
    lines = {one.key: one for one in scope_choice(system).categories}
    assert "Nobody is recorded who asks for it" in lines["availability"].warning
    assert lines["privacy"].warning == "", "a category that is not chosen needs no driver"
    made = add_driver(
        HOUSE, system, category="availability", kind=DriverKind.CONTRACT, words="Contract with Northern Foods"
    )
    lines = {one.key: one for one in scope_choice(system).categories}
    assert lines["availability"].warning == ""
    assert [one.words for one in lines["availability"].drivers] == ["Contract with Northern Foods"]
    with pytest.raises(NameTaken):
        add_driver(
            HOUSE,
            system,
            category="availability",
            kind=DriverKind.CONTRACT,
            words="Contract with Northern  Foods",
        )
    with pytest.raises(FieldRefused):
        add_driver(HOUSE, system, category="availability", kind=DriverKind.BOARD, words=" ")
    drop_driver(HOUSE, made)
    assert {one.key: one for one in scope_choice(system).categories}["availability"].warning


def test_answers_come_back_as_they_were_kept(system):
    keep_answers(HOUSE, system, promises_uptime=True, markets=[Market.EU, Market.US, Market.EU])
    page = wizard_page(system)
    assert page.answers == Answers(promises_uptime=True, markets=("eu", "us"))
    assert answers_from({"unknown": True}) == Answers()
