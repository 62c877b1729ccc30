"""An access review from the frozen population to the sealed list that proves the removals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.access_reviews.actions.reviewing import close_review, decide, note_proofs, open_review
from attestry.access_reviews.errors import ReviewClosed, ReviewRefused, SelfReview
from attestry.access_reviews.gaps import gaps
from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.access_reviews.register.streams import STREAMS
from attestry.access_reviews.rules.review import Decision
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.connectors.actions import add_connection
from attestry.connectors.rules.observation import Rows
from attestry.effectiveness.tests.world import a_home
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.kit.secrets import SecretBox
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person, signed_in, words

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
DUE = TODAY + timedelta(days=14)


class Crm:
    """The lists of accounts and rights of one system, handed in and sealed."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.write(range(50))
        for table in ("account", "access_grant"):
            path = {"table": table, "path": str(folder / f"{table}.csv")}
            add_connection(
                HOUSE,
                name=table,
                source_id="files",
                settings=path,
                secrets={},
                box=SecretBox(settings.HOME.keys),
                title=table,
            )

    def write(self, numbers, disabled=()):
        head = "account_id,system,sign_in_name,person_email,is_active,is_admin,last_sign_in_at,disabled_at\n"
        lines = [
            f"crm/p{n},crm,p{n},p{n}@example.org,{'no' if n in disabled else 'yes'},"
            f"{'yes' if n == 1 else 'no'},"
            f"2026-03-0{1 + n % 8}T08:00:00Z,{'2026-03-11T10:00:00Z' if n in disabled else ''}\n"
            for n in numbers
        ]
        (self.folder / "account.csv").write_text(head + "".join(lines))
        grants = [f"g{n},crm/p{n},{'Admin' if n == 1 else 'Reader'},\n" for n in numbers]
        head = "grant_id,account_id,role,removed_at\n"
        (self.folder / "access_grant.csv").write_text(head + "".join(grants))

    def seal(self, at):
        with clock.simulated(at):
            pipeline.collect(HOUSE, progress=print, only=["account", "access_grant"])


@pytest.fixture
def crm(tmp_path):
    with clock.simulated(NOW), a_home(tmp_path / "home"):
        made = Crm(tmp_path / "lists")
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
    decide_at = f"/access-reviews/{review.pk}/decide/"
    others = [one.pk for one in review.items.exclude(person_email="p0@example.org").filter(flags=[])]
    client.post(decide_at, {"decision": "keep", "item": others})
    page = words(client.get(f"/access-reviews/{review.pk}/?state=undecided"))
    assert "belongs to nobody" in page.lower()
    assert client.post(decide_at, {"decision": "keep", "item": numbered("p0")}).status_code == 403
    client.post(decide_at, {"decision": "keep", "item": numbered("p1"), "reason": "Runs the system."})
    client.post(decide_at, {"decision": "remove", "item": numbered("p2", "p48", "p49")})
    page = words(client.post(f"/access-reviews/{review.pk}/act/", {"act": "close"}, follow=True))
    assert "1 accounts are undecided" in page
    decide(HOUSE, review, items=numbered("p0"), decision=Decision.KEEP)
    client.post(f"/access-reviews/{review.pk}/act/", {"act": "close"})
    client.post(f"/access-reviews/{review.pk}/act/", {"act": "prove"})
    assert ReviewItem.objects.filter(proved_seq__isnull=False).count() == 0
    crm.write([n for n in range(50) if n != 48], disabled=[2])
    crm.seal(NOW + timedelta(days=1))
    assert ReviewItem.objects.filter(proved_seq__isnull=False).count() == 2
    with clock.simulated(NOW + timedelta(days=1, hours=1)):
        assert note_proofs(HOUSE, review) == 0
    page = words(client.get(f"/access-reviews/{review.pk}/"))
    assert "The account is gone from the list." in page
    assert "The account was disabled on 2026-03-11 10:00 UTC." in page
    assert ReviewItem.objects.get(account_name="p49").proved_seq is None
    with clock.simulated(NOW), pytest.raises(ReviewClosed):
        decide(HOUSE, review, items=numbered("p3"), decision=Decision.REMOVE)


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
    assert client.post(f"/access-reviews/{mine.pk}/act/", {"act": "close"}).status_code == 403
    assert client.get("/access-reviews/").status_code == 403


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
