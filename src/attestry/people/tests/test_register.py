"""The register of people is a stream of evidence like any other: read, sealed, and read again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.connectors.actions import connect_registers, remove_connection
from attestry.connectors.errors import SettingsRefused
from attestry.connectors.queries import collect_function, register_ids, source, source_ids
from attestry.effectiveness.tests.world import a_home
from attestry.evidence.models import Entry
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.people.models import Person, Team

pytestmark = pytest.mark.django_db

HOUSE = Actor.system("test")
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path):
    """A home of its own, so that no other test's evidence is in it."""
    with a_home(tmp_path / "home") as made:
        yield made


def connected():
    return connect_registers(HOUSE, SecretBox(settings.HOME.keys))


def test_every_register_is_connected_once_and_stays_connected():
    assert {one.name for one in connected()} == {f"{room}-register" for room in register_ids()}
    assert connected() == []
    people = next(one for one in pipeline.active_connections() if one.source == "people")
    with pytest.raises(SettingsRefused, match="always read"):
        remove_connection(HOUSE, people, reason="Not wanted.")


def test_registers_declare_what_their_streams_bring():
    assert set(register_ids()) < set(source_ids())
    for room in register_ids():
        for stream in source(room).manifest.streams:
            assert all(name.startswith(f"{room}_") for name in stream.tables)
            assert source(room).shapes_of(stream)
            assert callable(collect_function(room, stream.id))


def test_people_are_sealed_as_they_stand_in_the_register():
    team = Team.objects.create(name="Core")
    ada = Person.objects.create(
        email="ada@example.org", name="Ada", started_on=date(2024, 5, 1), team=team, recorded_at=NOW
    )
    Person.objects.create(
        email="ben@example.org", name="Ben", started_on=date(2026, 3, 1), manager=ada, recorded_at=NOW
    )
    connected()
    with clock.simulated(NOW):
        summary = pipeline.collect(HOUSE, progress=print, only=["people-register"])
    collected = next(one for one in summary.collections if one.stream == "people")
    assert (collected.state, collected.row_count, summary.exit_code) == ("complete", 2, 0)
    assert Entry.objects.get(seq=collected.entry_seq).observed_at == NOW
