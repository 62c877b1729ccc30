"""Policies that anybody may read, in the version in force; letters, as long as their report is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.bridge_letters.models import BridgeLetter, LetterWithdrawal, SignedLetter
from attestry.effectiveness.tests.reading import said
from attestry.engagements.tests.examination import NOW
from attestry.kit import clock
from attestry.policies.actions.deciding import approve_policy, publish_policy, submit_policy
from attestry.policies.actions.keeping import retire_policy
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.policies.actions.writing import edit_policy
from attestry.policies.queries.policies import latest_version
from attestry.policies.tests.world import HOUSE, adopted
from attestry.trust_center.actions.publishing import withhold
from attestry.trust_center.errors import NothingBacksIt
from attestry.trust_center.rules.items import ItemKind
from attestry.trust_center.tests.scene import a_report, opened, shown

pytestmark = pytest.mark.django_db
LETTER = "A bridge letter of management covers 1 Jul 2026 to 5 Jul 2026"


@pytest.fixture
def lead(examination):
    """Whoever keeps the page; the world sees it."""
    opened(examination.lead)
    return examination.lead


@pytest.fixture
def policy(examination):
    """A policy that is adopted and not in force yet."""
    sync_policy_templates(HOUSE)
    return adopted(examination.engagement.system, actor=examination.lead.actor())


def put_in_force(examination, policy, **more):
    digest, lead = latest_version(policy).digest, examination.lead.actor()
    submit_policy(lead, policy, digest=digest)
    approve_policy(examination.executive.actor(), policy, digest=digest)
    publish_policy(lead, policy, digest=digest, **more)


def written_anew(lead, policy, words):
    newest = latest_version(policy)
    text = f"{newest.text}\n\n{words}\n"
    edit_policy(lead.actor(), policy, text=text, based_on=newest.digest, change_note="More.")


@pytest.fixture
def letter(examination):
    """A signed letter of an issued report that nobody chose to show."""
    made = BridgeLetter.objects.create(report=a_report(examination), made_by="Lea", made_at=clock.now())
    return SignedLetter.objects.create(
        letter=made, from_on=date(2026, 7, 1), until_on=date(2026, 7, 5), content={},
        content_digest="1" * 64, digest="2" * 64, size=1, entry_seq=7, ledger_size=1, ledger_root="3" * 64,
        journal_seq=1, journal_hash="4" * 64, companion={"a": 1}, seal={}, signer=examination.executive,
        signer_name="Eva", signer_title="CEO", signed_at=clock.now(),
    )  # fmt: skip


def test_a_policy_is_read_by_anybody_once_it_is_in_force_and_chosen(client, examination, lead, policy):
    path = f"/trust/policies/{policy.key}/"
    with pytest.raises(NothingBacksIt, match="No version of it was published"):
        shown(lead, ItemKind.POLICY, policy.key)
    put_in_force(examination, policy)
    assert client.get(path).status_code == 404
    shown(lead, ItemKind.POLICY, policy.key)
    assert policy.title in said(client.get("/trust/"))
    assert latest_version(policy).digest in said(client.get(path))
    retire_policy(HOUSE, policy, reason="Another took its place.")
    assert client.get(path).status_code == 404
    assert policy.title not in said(client.get("/trust/"))


def test_a_later_version_is_chosen_anew_and_not_before_its_day(client, examination, lead, policy):
    path = f"/trust/policies/{policy.key}/"
    put_in_force(examination, policy)
    shown(lead, ItemKind.POLICY, policy.key)
    written_anew(lead, policy, "A sentence of the second version.")
    put_in_force(examination, policy, effective_on=NOW.date() + timedelta(days=20))
    shown(lead, ItemKind.POLICY, policy.key)
    page = said(client.get(path))
    assert "Version 1" in page
    assert "took its place" not in page
    with clock.simulated(NOW + timedelta(days=21)):
        assert "A later version took its place on 26 Jul 2026" in said(client.get(path))
        assert "A sentence of the second version." not in said(client.get(path))
        shown(lead, ItemKind.POLICY, policy.key)
        assert "A sentence of the second version." in said(client.get(path))


def test_a_letter_is_told_of_beside_its_report_and_goes_with_it(client, lead, letter):
    with pytest.raises(NothingBacksIt, match="is not shown, or does not stand"):
        shown(lead, ItemKind.LETTER, letter.letter_id)
    shown(lead, ItemKind.REPORT, letter.letter.report_id)
    shown(lead, ItemKind.LETTER, letter.letter_id)
    page = said(client.get("/trust/"))
    assert LETTER in page
    assert "Signed by Eva, CEO; examined by no auditor." in page
    withhold(lead.actor(), kind=ItemKind.REPORT, keys=[str(letter.letter.report_id)])
    assert LETTER not in said(client.get("/trust/"))
    client.force_login(lead)
    assert "Left by itself" in said(client.get("/trust-center/items/letter/"))


def test_a_letter_that_was_withdrawn_is_told_of_no_more(client, lead, letter):
    shown(lead, ItemKind.REPORT, letter.letter.report_id)
    shown(lead, ItemKind.LETTER, letter.letter_id)
    LetterWithdrawal.objects.create(letter=letter.letter, reason="Wrong.", by_name="Eva", at=clock.now())
    assert LETTER not in said(client.get("/trust/"))
