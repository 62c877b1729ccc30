"""An access review from the frozen population to the sealed list that proves the removals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.access_reviews.actions.deciding import close_review, decide, undo_decisions
from attestry.access_reviews.actions.opening import open_review
from attestry.access_reviews.actions.proving import note_proofs
from attestry.access_reviews.errors import ReviewClosed, ReviewRefused, SelfReview
from attestry.access_reviews.gaps import gaps
from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.access_reviews.register.streams import STREAMS
from attestry.access_reviews.rules.review import Account, Decision, proof_words
from attestry.access_reviews.tests.lists import Lists
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.connectors.rules.observation import Rows
from attestry.effectiveness.tests.world import a_home
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person, signed_in, words

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
DUE = TODAY + timedelta(days=14)


def write(crm, numbers, disabled=(), reduced=()):
    """The accounts and rights of these people; some are disabled, some lost the administrator's right."""
    crm.write(
        "account",
        [
            {
                "account_id": f"crm/p{n}",
                "system": "crm",
                "sign_in_name": f"p{n}",
                "person_email": f"p{n}@example.org",
                "is_active": "no" if n in disabled else "yes",
                "is_admin": "yes" if n == 1 else "no",
                "last_sign_in_at": f"2026-03-0{1 + n % 8}T08:00:00Z",
                "disabled_at": "2026-03-11T10:00:00Z" if n in disabled else "",
            }
            for n in numbers
        ],
    )
    crm.write(
        "access_grant",
        [
            {
                "grant_id": f"{role}{n}",
                "account_id": f"crm/p{n}",
                "role": role,
                "removed_at": "2026-03-11T07:30:00Z" if n in reduced and role == "Admin" else "",
            }
            for n in numbers
            for role in (("Admin", "Reader") if n == 1 else ("Reader",))
        ],
    )


@pytest.fixture
def crm(tmp_path):
    with clock.simulated(NOW), a_home(tmp_path / "home"):
        made = Lists(tmp_path / "lists", "account", "access_grant")
        write(made, range(50))
        made.connect()
        made.seal(NOW - timedelta(hours=1))
        for n in range(48):
            a_person(f"P{n}", ended_on=TODAY - timedelta(days=60) if n == 2 else None)
        yield made


def opened(reviewer, **said):
    return open_review(HOUSE, connection="account", system="crm", reviewer=reviewer, due_on=DUE, **said)


def numbered(*names):
    return list(ReviewItem.objects.filter(account_name__in=names).values_list("pk", flat=True))


def test_r41_fifty_users_are_frozen_decided_and_their_removals_proved_by_a_later_sealed_list(crm, client):
    lead = signed_in(client, "P0")
    form = {"system": "account|crm", "reviewer": str(lead.pk), "due_on": str(DUE), "name": "CRM Q1"}
    page = words(client.post("/access-reviews/", form, follow=True))
    review = AccessReview.objects.get()
    assert review.items.count() == 50
    assert "Role catalogue" in page
    assert "Admin" in page
    decide_at, act_at = f"/access-reviews/{review.pk}/decide/", f"/access-reviews/{review.pk}/act/"
    page = words(client.post(decide_at, {"decision": "keep unflagged"}, follow=True))
    assert "45 decided: keep" in page
    page = words(client.get(f"/access-reviews/{review.pk}/?state=undecided"))
    assert "belongs to nobody" in page.lower()
    assert client.post(decide_at, {"decision": "keep", "item": numbered("p0")}).status_code == 403
    client.post(decide_at, {"decision": "change", "item": numbered("p1"), "reason": "Reads only, by now."})
    client.post(decide_at, {"decision": "remove", "item": numbered("p2", "p48", "p49")})
    page = words(client.post(act_at, {"act": "close"}, follow=True))
    assert "1 accounts are undecided" in page
    decide(HOUSE, review, items=numbered("p0"), decision=Decision.KEEP)
    page = words(client.post(act_at, {"act": "close"}, follow=True))
    assert "Signed by P0" in page
    client.post(act_at, {"act": "prove"})
    assert ReviewItem.objects.filter(proved_seq__isnull=False).count() == 0
    write(crm, [n for n in range(50) if n != 48], disabled=[2], reduced=[1])
    crm.seal(NOW + timedelta(days=1))
    assert ReviewItem.objects.filter(proved_seq__isnull=False).count() == 3
    with clock.simulated(NOW + timedelta(days=1, hours=1)):
        assert note_proofs(HOUSE, review) == 0
    page = words(client.get(f"/access-reviews/{review.pk}/"))
    assert "The account is gone from the list." in page
    assert "The account was disabled on 2026-03-11 10:00 UTC." in page
    assert "Its rights are now: Reader. Admin was taken away on 2026-03-11 07:30 UTC." in page
    assert ReviewItem.objects.get(account_name="p49").proved_seq is None
    with clock.simulated(NOW), pytest.raises(ReviewClosed):
        decide(HOUSE, review, items=numbered("p3"), decision=Decision.REMOVE)


def test_decisions_are_taken_back_until_the_review_is_signed_and_never_after(crm, client):
    lead = signed_in(client, "P0")
    review = opened(lead)
    decide_at = f"/access-reviews/{review.pk}/decide/"
    client.post(decide_at, {"decision": "remove", "item": numbered("p3", "p4")})
    page = words(client.post(decide_at, {"decision": "undo", "item": numbered("p3")}, follow=True))
    assert "1 taken back." in page
    undone = ReviewItem.objects.get(account_name="p3")
    assert (undone.decision, undone.decided_at, undone.decided_by_email) == ("", None, "")
    assert ReviewItem.objects.get(account_name="p4").decision == "remove"
    with pytest.raises(SelfReview):
        undo_decisions(lead.actor(), review, items=numbered("p0"))
    everybody = list(review.items.values_list("pk", flat=True))
    decide(HOUSE, review, items=everybody, decision=Decision.REMOVE)
    signed = close_review(lead.actor(), review)
    assert (signed.closed_by_name, len(signed.decisions_digest)) == ("P0", 64)
    with pytest.raises(ReviewClosed):
        undo_decisions(HOUSE, review, items=numbered("p3"))


def test_what_needs_a_second_look_is_flagged_and_kept_only_with_a_reason(crm):
    review = opened(somebody("P0", Role.OWNER))
    flagged = {one.account_name: one.flags for one in review.items.exclude(flags=[])}
    assert set(flagged) == {"p1", "p2", "p48", "p49"}
    assert flagged["p2"] == ["its person left"]
    with pytest.raises(ReviewRefused, match="needs a reason"):
        decide(HOUSE, review, items=numbered("p1", "p3"), decision=Decision.KEEP)
    assert not ReviewItem.objects.exclude(decision="").exists()


def test_nobody_decides_on_themselves_not_even_among_others(crm):
    reviewer = somebody("P5", Role.OWNER)
    review = opened(reviewer)
    with pytest.raises(SelfReview, match="p5"):
        decide(reviewer.actor(), review, items=numbered("p5", "p6"), decision=Decision.REMOVE)
    assert decide(reviewer.actor(), review, items=numbered("p6"), decision=Decision.REMOVE) == 1
    with pytest.raises(NotAllowed):
        decide(somebody("P7", Role.OWNER).actor(), review, items=numbered("p6"), decision=Decision.KEEP)
    with pytest.raises(ReviewRefused, match="undecided"):
        close_review(HOUSE, review)


def test_an_account_of_nobody_that_is_signed_in_to_by_ones_own_address_is_ones_own(crm):
    review = opened(somebody("Ada", Role.OWNER))
    review.items.filter(account_name="p48").update(account_name="Ada@example.org", person_email="")
    with pytest.raises(SelfReview, match="Ada@example.org"):
        decide(review.reviewer.actor(), review, items=numbered("Ada@example.org"), decision=Decision.REMOVE)


def test_a_right_that_came_shows_no_change_and_one_that_is_gone_does():
    def later(rights):
        return Account("a", "ada", "crm", "", is_active=True, is_privileged=False, rights=rights,
                       last_used_at=None)  # fmt: skip

    assert proof_words(Decision.CHANGE, "Reader", later("Admin, Reader")) == ""
    assert proof_words(Decision.CHANGE, "Admin, Reader", later("Reader, Admin")) == ""
    assert proof_words(Decision.CHANGE, "Admin", later("Editor")) == "Its rights are now: Editor."


def test_a_review_needs_accounts_a_day_to_come_and_a_name_of_its_own(crm):
    reviewer = somebody("P5", Role.OWNER)
    opened(reviewer, name="CRM Q1")
    with pytest.raises(ReviewRefused, match="already is a review"):
        opened(reviewer, name="CRM Q1")
    with pytest.raises(ReviewRefused, match="no account"):
        open_review(HOUSE, connection="account", system="erp", reviewer=reviewer, due_on=DUE)
    with pytest.raises(ReviewRefused, match="is over"):
        open_review(
            HOUSE, connection="account", system="crm", reviewer=reviewer, due_on=NOW.date() - timedelta(1)
        )
    with pytest.raises(ReviewRefused, match="No sealed list"):
        open_review(HOUSE, connection="nowhere", system="crm", reviewer=reviewer, due_on=DUE)


def test_an_employee_who_reviews_sees_that_review_and_no_other(crm, client):
    reviewer = signed_in(client, "P5", Role.EMPLOYEE)
    mine, other = opened(reviewer, name=f"Mine {SCRIPT}"), opened(somebody("P6"), name="Other")
    assert "Review access: Mine" in words(client.get("/mine/"))
    page = words(client.get(f"/access-reviews/{mine.pk}/"))
    assert SCRIPT not in page
    assert "your own: somebody else decides" in page
    assert client.get(f"/access-reviews/{other.pk}/").status_code == 403
    assert client.post(f"/access-reviews/{other.pk}/decide/", {"decision": "keep"}).status_code == 403
    assert client.post(f"/access-reviews/{other.pk}/act/", {"act": "close"}).status_code == 403
    assert client.post(f"/access-reviews/{mine.pk}/act/", {"act": "prove"}).status_code == 403
    answer = words(client.post(f"/access-reviews/{mine.pk}/act/", {"act": "close"}, follow=True))
    assert "50 accounts are undecided" in answer
    for path in ("/access-reviews/", "/critical-systems/"):
        assert client.get(path).status_code == 403


def test_a_page_costs_the_same_however_many_reviews_there_are(crm, client, django_assert_max_num_queries):
    lead = signed_in(client)
    first_one = opened(lead, name="First")
    for path in ("/access-reviews/", f"/access-reviews/{first_one.pk}/"):
        client.get(path)
        with django_assert_max_num_queries(40) as first:
            client.get(path)
        for n in range(4):
            opened(lead, name=f"{path} {n}")
        with django_assert_max_num_queries(len(first)):
            client.get(path)


def test_late_reviews_and_unproved_removals_are_gaps_and_rows_of_the_register(crm):
    assert [gap.key for gap in gaps(NOW)] == ["access_reviews:none"]
    review = opened(somebody("P5", Role.OWNER))
    decide(HOUSE, review, items=numbered("p6"), decision=Decision.REMOVE)
    assert list(gaps(NOW)) == []
    keys = [gap.key.rpartition(":")[2] for gap in gaps(NOW + timedelta(days=20))]
    assert keys == ["overdue", "unproved"]
    rows = next(one for one in STREAMS["items"](None) if isinstance(one, Rows)).rows
    assert len(list(rows)) == 50
