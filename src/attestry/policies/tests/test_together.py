"""Several policies changed at once, and that undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.journal.models import BulkEdit, JournalEntry
from attestry.journal.tests.together import assert_rows_do_not_multiply
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.policies.actions.keeping import retire_policy, review_policy
from attestry.policies.actions.together import edit_policies, undo_edit
from attestry.policies.errors import PolicyRefused
from attestry.policies.models import Policy
from attestry.policies.tests.conftest import NOW
from attestry.policies.tests.world import HOUSE, a_person, a_user, adopted, published

HERE = "/policies/together/"


def rows():
    return list(Policy.objects.order_by("pk").values())


def test_several_policies_get_an_owner_and_a_review_and_undoing_restores_them(system):
    eve, first, second = a_person("Eve"), published(system), published(system, "POL-07")
    before = rows()
    day = date(2026, 9, 1)
    made = edit_policies(HOUSE, policies=[first.pk, second.pk], owner=eve, next_review_on=day)
    assert set(Policy.objects.values_list("owner__name", "next_review_on")) == {("Eve", day)}
    entry = JournalEntry.objects.filter(subject=first.subject).last()
    assert entry.before == {"owner": None, "next_review_on": "2027-03-10"}
    assert entry.after == {"owner": "eve@example.org", "next_review_on": "2026-09-01"}
    undo_edit(HOUSE, made)
    assert rows() == before
    with pytest.raises(UndoRefused, match="already"):
        undo_edit(HOUSE, made)


def test_undoing_is_refused_where_somebody_reviewed_one_since_or_its_day_is_over(system):
    first, second = published(system), published(system, "POL-07")
    made = edit_policies(HOUSE, policies=[first.pk, second.pk], next_review_on=date(2026, 9, 1))
    review_policy(HOUSE, second, finding="It still holds.")
    with pytest.raises(UndoRefused, match="1 policy changed since"):
        undo_edit(HOUSE, made)
    again = edit_policies(HOUSE, policies=[first.pk], next_review_on=date(2026, 10, 1))
    with clock.simulated(NOW + timedelta(hours=25)), pytest.raises(UndoRefused, match="24 hours"):
        undo_edit(HOUSE, again)


def test_one_policy_that_will_not_do_stops_all_and_is_named(system):
    eve, first, draft = a_person("Eve"), published(system), adopted(system, "POL-07")
    gone = retire_policy(HOUSE, published(system, "POL-08"), reason="Merged.")
    before = rows()
    for given, why in (
        (
            {"policies": [first.pk, draft.pk], "next_review_on": date(2026, 9, 1)},
            f"{draft.title}: .*in force",
        ),
        ({"policies": [first.pk, gone.pk], "owner": eve}, f"{gone.title}: .*retired"),
        ({"policies": [first.pk], "next_review_on": date(2027, 3, 11)}, "every 12 months, by 2027-03-10"),
    ):
        with pytest.raises(BulkRefused, match=f"Nothing was changed: .*{why}"):
            edit_policies(HOUSE, **given)
    with pytest.raises(PolicyRefused, match="lies ahead"):
        edit_policies(HOUSE, policies=[first.pk], next_review_on=NOW.date())
    assert rows() == before
    assert not BulkEdit.objects.exists()


def test_the_page_changes_the_ticked_ones_or_all_that_match_and_undoes_it(lead, system):
    eve, first, second = a_person("<b>Eve"), published(system), published(system, "POL-07")
    query = f"?q={first.title.partition(' ')[0]}"
    answer = lead.post(HERE, {"chosen": [first.pk], "bulk-owner": eve.pk, "here": query}, follow=True)
    page, made = answer.content.decode(), BulkEdit.objects.get()
    assert answer.redirect_chain[-1][0] == f"/policies/{query}"
    assert "1 policy: owner &lt;b&gt;Eve. It can be undone until" in page
    assert f'action="{HERE}{made.pk}/undo/{query}"' in page
    assert "<b>Eve" not in page
    assert "Undone" in lead.post(f"{HERE}{made.pk}/undo/", follow=True).content.decode()
    assert not Policy.objects.exclude(owner=None).exists()
    sent = {"which": "all", "here": "?look=owner", "shown": "1", "bulk-owner": eve.pk}
    assert "showed 1 policy when you read it and shows 2 now" in (
        lead.post(HERE, sent, follow=True).content.decode()
    )
    lead.post(HERE, {**sent, "shown": "2"})
    assert set(Policy.objects.values_list("owner", flat=True)) == {eve.pk}
    assert Policy.objects.filter(pk__in=[first.pk, second.pk]).count() == 2


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_who_settles_no_policy_undoes_none(client, system, role):
    policy, who = published(system), a_user("Zoe", role)
    made = edit_policies(HOUSE, policies=[policy.pk], next_review_on=date(2026, 9, 1))
    client.force_login(who)
    assert client.post(f"{HERE}{made.pk}/undo/").status_code == 403
    with pytest.raises(NotAllowed):
        undo_edit(who.actor(), made)


def test_two_hundred_policies_cost_as_many_questions_as_ten(lead, system):
    made = Policy.objects.bulk_create(
        Policy(key=f"own-{n:03}", title=f"Policy {n:03}", created_at=NOW) for n in range(200)
    )
    numbers = [one.pk for one in made]
    eve, cho = a_person("Eve"), a_person("Cho")
    assert_rows_do_not_multiply(lead, HERE, numbers, {"bulk-owner": eve.pk}, {"bulk-owner": cho.pk})
