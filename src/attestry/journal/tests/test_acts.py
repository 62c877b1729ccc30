import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from attestry.journal.acts import act, record
from attestry.journal.models import JournalEntry
from attestry.journal.queries import broken_at, entries, head
from attestry.journal.rules import Actor
from attestry.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

HOUSE = Actor.system("test")


@act("test.rename")
def rename(_actor, name, *, fails=False):
    ContentType.objects.create(app_label="test", model=name)
    record("thing:1", before={"name": "old"}, after={"name": name})
    if fails:
        raise ValueError(name)
    return name


@act("test.rename_twice")
def rename_twice(actor, first, second):
    rename(actor, first)
    rename(actor, second)
    record("thing:2", after={"names": 2})


def made():
    return set(ContentType.objects.filter(app_label="test").values_list("model", flat=True))


def test_an_act_writes_its_change_and_its_entry():
    assert rename(HOUSE, "new") == "new"
    entry = JournalEntry.objects.get()
    assert (entry.seq, entry.actor_key, entry.act, entry.subject) == (
        1,
        "system:test",
        "test.rename",
        "thing:1",
    )
    assert (entry.before, entry.after) == ({"name": "old"}, {"name": "new"})
    assert made() == {"new"}


def test_an_act_that_fails_leaves_neither_change_nor_entry():
    with pytest.raises(ValueError, match="new"):
        rename(HOUSE, "new", fails=True)
    assert made() == set()
    assert head() == (0, "")


def test_an_actor_without_the_permission_is_refused_before_anything_happens():
    nobody = Actor("user", "user:x", "X", frozenset())
    with pytest.raises(NotAllowed, match=r"X may not do “test\.rename”"):
        rename(nobody, "new")
    assert made() == set()


def test_an_act_within_an_act_journals_on_its_own_and_the_outer_one_after_it():
    rename_twice(HOUSE, "a", "b")
    assert [entry.act for entry in entries()] == ["test.rename_twice", "test.rename", "test.rename"]
    assert broken_at() is None


def test_recording_outside_an_act_is_a_mistake():
    with pytest.raises(RuntimeError):
        record("thing:1")


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_journalentry SET act = 'x'", "DELETE FROM journal_journalentry"]
)
def test_r167_the_database_itself_refuses_to_change_or_remove_an_entry(statement):
    rename(HOUSE, "new")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert entries().count() == 1


def test_somebody_who_gets_past_the_trigger_is_found_by_the_chain():
    for name in "abc":
        rename(HOUSE, name)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER journal_journalentry_no_update")
        cursor.execute("UPDATE journal_journalentry SET actor_name = 'somebody else' WHERE seq = 2")
    assert broken_at().position == 2
