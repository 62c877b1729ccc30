"""One verdict on many discovered resources, and taking it back."""

from __future__ import annotations

import csv
import io
import re

import pytest

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.bulk import MOST
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.journal.models import BulkEdit, JournalEntry
from attestry.journal.tests.together import assert_rows_do_not_multiply
from attestry.kit.errors import NotAllowed
from attestry.scope.actions.deciding_many import decide_resources, undo_verdict
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.drawing import decide_resource
from attestry.scope.actions.ruling import add_boundary_rule
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.errors import FieldRefused, ReasonMissing
from attestry.scope.rules.boundary_rules import ResourceFacts, RuleKind
from attestry.scope.rules.system import Verdict
from attestry.scope.tests.samples import HOUSE

HERE = "/scope/resources/verdict/"


@pytest.fixture
def system(db):
    sync_frameworks(HOUSE)
    made = ensure_system(HOUSE, "Payroll")
    facts = {
        f"arn:{n:02}": ResourceFacts(account=str(n % 2), tags=("env=dev",) if n < 3 else ()) for n in range(9)
    }
    note_discovered(HOUSE, made, source="aws", item_ids=facts, facts=facts)
    note_discovered(HOUSE, made, source="git", item_ids=["git:site", "git:engine"])
    return made


@pytest.fixture
def lead(client, system):
    client.force_login(make_user("Ada", Role.LEAD))
    return client


def pks(system, *names):
    found = system.resources.filter(item_id__in=names) if names else system.resources.all()
    return list(found.values_list("pk", flat=True))


def out(system, *names, reason="A sandbox."):
    return decide_resources(HOUSE, system, resources=pks(system, *names), verdict=Verdict.OUT, reason=reason)


def verdicts(system):
    return dict(system.resources.values_list("item_id", "verdict"))


def test_one_act_decides_on_many_and_each_has_its_journal_entry(system):
    made = out(system, "arn:01", "arn:02")
    assert [name for name, verdict in verdicts(system).items() if verdict == "out"] == ["arn:01", "arn:02"]
    entries = JournalEntry.objects.filter(act="scope.decide_resource").order_by("seq")
    assert [one.subject for one in entries] == ["resource:arn:01", "resource:arn:02", made.subject]
    assert entries[0].before == {"verdict": "undecided", "reason": ""}
    assert entries[0].after == {"verdict": "out", "reason": "A sandbox."}
    assert entries[2].after["resources"] == 2


@pytest.mark.parametrize(
    "changed, refusal",
    [
        ({"reason": " "}, ReasonMissing),
        ({"verdict": Verdict.UNDECIDED}, FieldRefused),
        ({"resources": []}, BulkRefused),
        ({"resources": [1, 999_999]}, BulkRefused),
        ({"resources": range(MOST + 1)}, BulkRefused),
    ],
)
def test_what_will_not_do_for_one_stops_all(system, changed, refusal):
    given = {"resources": pks(system), "verdict": Verdict.OUT, "reason": "A sandbox."}
    with pytest.raises(refusal):
        decide_resources(HOUSE, system, **{**given, **changed})
    assert set(verdicts(system).values()) == {"undecided"}
    assert not BulkEdit.objects.exists()


def test_undoing_puts_back_what_people_decided_and_asks_the_rules_of_today_for_the_rest(system):
    decide_resource(HOUSE, system.resources.get(item_id="arn:08"), verdict=Verdict.IN, reason="Holds wages.")
    was = system.resources.get(item_id="arn:08").decided_at
    made = out(system)
    add_boundary_rule(
        HOUSE, system, kind=RuleKind.TAG, pattern="env=dev", verdict=Verdict.OUT, reason="Made-up data."
    )
    undo_verdict(HOUSE, made)
    found = verdicts(system)
    assert found["arn:08"] == "in"
    assert system.resources.get(item_id="arn:08").decided_at == was
    assert system.resources.get(item_id="arn:08").reason == "Holds wages."
    assert (found["arn:00"], system.resources.get(item_id="arn:00").reason) == ("out", "Made-up data.")
    assert found["git:site"] == "undecided"
    last = JournalEntry.objects.filter(subject="resource:git:site").last()
    assert (last.before["verdict"], last.after["verdict"]) == ("out", "undecided")


def test_a_verdict_is_taken_back_once_and_only_while_nobody_decided_since(system):
    made = out(system, "arn:01", "arn:02")
    decide_resource(HOUSE, system.resources.get(item_id="arn:02"), verdict=Verdict.IN, reason="After all.")
    with pytest.raises(UndoRefused, match="1 resource changed since, such as “aws: arn:02”"):
        undo_verdict(HOUSE, made)
    assert verdicts(system)["arn:01"] == "out"
    again = out(system, "arn:03")
    undo_verdict(HOUSE, again)
    with pytest.raises(UndoRefused, match="already"):
        undo_verdict(HOUSE, again)


def test_the_ticked_ones_are_decided_on_the_page_and_undone_there(lead, system):
    ticked = pks(system, "arn:04", "arn:05")
    answer = lead.post(HERE, {"chosen": ticked, "bulk-verdict": "out"}, follow=True)
    assert "needs a reason" in answer.content.decode()
    sent = {"chosen": ticked, "bulk-verdict": "out", "bulk-reason": "<b>Test</b> beds", "here": "?source=aws"}
    answer = lead.post(HERE, sent, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/scope/resources/?source=aws"
    assert "2 resources: verdict out; reason &lt;b&gt;Test" in page
    assert "&lt;b&gt;Test&lt;/b&gt; beds" in page
    undo = BulkEdit.objects.get()
    assert f"/scope/resources/verdict/{undo.pk}/undo/" in page
    page = lead.post(f"/scope/resources/verdict/{undo.pk}/undo/", follow=True).content.decode()
    assert "Undone: they stand as they did before." in page
    assert set(verdicts(system).values()) == {"undecided"}


def test_all_that_a_filter_shows_are_decided_unless_it_shows_others_by_now(lead, system):
    sent = {
        "which": "all",
        "here": "?source=git&page=1",
        "shown": "2",
        "bulk-verdict": "in",
        "bulk-reason": "Product.",
    }
    note_discovered(HOUSE, system, source="git", item_ids=["git:new"])
    page = lead.post(HERE, sent, follow=True).content.decode()
    assert "showed 2 resources when you read it and shows 3 now" in page
    assert set(verdicts(system).values()) == {"undecided"}
    lead.post(HERE, {**sent, "shown": "3"})
    found = verdicts(system)
    assert {name for name, verdict in found.items() if verdict == "in"} == {
        "git:site",
        "git:engine",
        "git:new",
    }
    lead.post(
        HERE,
        {"which": "all", "here": "?q=arn%3A+01", "shown": "1", "bulk-verdict": "out", "bulk-reason": "x"},
    )
    assert verdicts(system)["arn:01"] == "out"
    assert verdicts(system)["arn:02"] == "undecided"


def test_resources_are_sorted_searched_and_told_apart_by_who_decided(lead, system):
    def shown(query):
        page = lead.get(f"/scope/resources/{query}").content.decode()
        return re.findall(r'<span class="mono">([^<]+)</span>', page)

    assert shown("?sort=item&source=git") == ["git:engine", "git:site"]
    assert shown("?sort=-item&source=aws")[0] == "arn:08"
    assert shown("?q=env=dev&sort=item") == ["arn:00", "arn:01", "arn:02"]
    add_boundary_rule(HOUSE, system, kind=RuleKind.TAG, pattern="env=dev", verdict=Verdict.OUT, reason="Dev.")
    out(system, "git:site")
    assert shown("?by=rule&sort=item") == ["arn:00", "arn:01", "arn:02"]
    assert shown("?by=person") == ["git:site"]
    answer = lead.get("/scope/resources/?by=person&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [row["item_id"] for row in rows] == ["git:site"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_who_may_not_decide_decides_on_none(client, system, role):
    who = make_user("Eve", role)
    client.force_login(who)
    assert client.post(HERE, {"which": "all", "shown": "11", "bulk-verdict": "in"}).status_code == 403
    made = out(system, "arn:01")
    assert client.post(f"/scope/resources/verdict/{made.pk}/undo/").status_code == 403
    with pytest.raises(NotAllowed):
        undo_verdict(who.actor(), made)


def test_a_bulk_verdict_costs_the_same_number_of_questions_to_show(
    lead, system, django_assert_max_num_queries
):
    out(system, "arn:01")
    with django_assert_max_num_queries(25) as few:
        lead.get("/scope/resources/")
    out(system)
    with django_assert_max_num_queries(len(few)):
        lead.get("/scope/resources/")


def test_two_hundred_resources_cost_as_many_questions_as_ten(lead, system):
    note_discovered(HOUSE, system, source="gcp", item_ids=[f"gcp:{n:03}" for n in range(200)])
    numbers = list(system.resources.filter(source="gcp").values_list("pk", flat=True))
    assert_rows_do_not_multiply(
        lead, HERE, numbers, {"bulk-verdict": "in"}, {"bulk-verdict": "out", "bulk-reason": "Idle."}
    )
