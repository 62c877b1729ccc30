from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from attestry.evidence.queries import store
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.project.health import machine, records
from attestry.project.health.finding import Severity
from attestry.project.home import Home


def severities(findings):
    return [finding.severity.value for finding in findings]


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "home")
    made.prepare()
    return made


def test_a_home_that_others_may_read_is_worth_a_look_and_an_open_key_is_broken(home):
    assert severities(machine.permissions(home)) == ["well"]
    home.root.chmod(0o755)
    (home.keys / "ledger.key").write_text("x")
    (home.keys / "ledger.key").chmod(0o644)
    found = machine.permissions(home)
    assert severities(found) == ["look", "broken"]
    assert found[1].next_step == f"chmod 600 {home.keys / 'ledger.key'}"


@pytest.mark.parametrize(("free", "says"), [(10**8, "broken"), (10**9, "look"), (10**11, "well")])
def test_a_disk_that_fills_is_noticed_before_it_is_full(home, monkeypatch, free, says):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    assert severities(machine.disk_space(home)) == [says]


def test_a_clock_before_this_software_is_broken(home):
    with clock.simulated(datetime(1970, 1, 1, tzinfo=UTC)):
        assert severities(machine.machine_clock(home)) == ["broken"]
    with clock.simulated(datetime(2026, 3, 1, tzinfo=UTC)):
        assert severities(machine.machine_clock(home)) == ["well"]


@pytest.mark.django_db
def test_a_database_of_this_version_is_well(home):
    assert severities(records.migrations(home)) == ["well"]
    assert severities(records.database(home)) == ["well"]


@pytest.mark.django_db
def test_a_migration_that_waits_is_named(home):
    connection.cursor().execute("DELETE FROM django_migrations WHERE app = 'journal' AND name LIKE '0003%'")
    found = records.migrations(home)
    assert (severities(found), found[0].found) == (["broken"], "1 migrations wait")


@pytest.mark.django_db
def test_a_blob_that_no_entry_names_is_an_orphan(home):
    digest = store().put(b"left by a collection that was killed")
    found, count = records.evidence_store(home), sum(1 for _ in store().digests())
    store().path(digest).unlink()
    # Other tests' blobs may lie here too: their entries were rolled back, so they are orphans as well.
    assert (severities(found), f"{count} blobs belong to no entry" in found[0].found) == (["look"], True)


@pytest.mark.django_db
def test_a_home_without_connections_and_checkpoints_is_worth_a_look(home):
    assert severities(records.connections(home)) == ["look"]
    assert severities(records.checkpoint(home)) == ["look"]


@act("test.note")
def note(_actor):
    record("thing:1", after={"a": 1})


@pytest.mark.django_db
def test_a_journal_whose_chain_is_cut_is_broken(home):
    note(Actor.system("test"))
    assert severities(records.journal(home)) == ["well"]
    connection.cursor().execute("DROP TRIGGER journal_journalentry_no_update")
    connection.cursor().execute("UPDATE journal_journalentry SET subject = 'thing:2'")
    found = records.journal(home)
    assert (found[0].severity, "entry 1" in found[0].found) == (Severity.BROKEN, True)


def test_every_finding_that_is_not_well_says_what_to_do(home, monkeypatch):
    home.root.chmod(0o755)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _path: SimpleNamespace(free=0))
    found = [finding for check in machine.CHECKS for finding in check(home)]
    assert all(finding.next_step for finding in found if finding.severity is not Severity.WELL)
    assert any(finding.severity is not Severity.WELL for finding in found)


def test_the_home_of_the_tests_is_not_a_persons():
    assert "attestry-test-home-" in str(settings.HOME.root)
