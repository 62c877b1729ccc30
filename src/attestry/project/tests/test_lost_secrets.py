"""A connection whose secrets do not open any more is unknown with the reason, and the line goes on."""

from __future__ import annotations

from attestry import pipeline
from attestry.connectors.actions import add_connection
from attestry.connectors.queries import source, streams_of
from attestry.effectiveness.tests.world import a_home
from attestry.evidence.queries import body, entry
from attestry.journal.rules import Actor
from attestry.kit.secrets import SecretBox

HOUSE = Actor.system("tests")


def test_a_connection_whose_secrets_are_lost_is_unknown_and_nothing_is_asked_of_its_system(db, tmp_path):
    assert source("aws").manifest.secrets
    with a_home(tmp_path / "home") as home:
        connection = add_connection(
            HOUSE,
            name="account",
            source_id="aws",
            settings={},
            secrets={"secret_access_key": "x"},
            box=SecretBox(home.keys),
        )
        (home.keys / "secrets.key").unlink()
        done = pipeline.collect_stream(HOUSE, connection, next(iter(streams_of(connection))), lambda _: None)
        said = body(entry(done.entry_seq))
    assert done.state == "failed"
    assert said["reason"] == "permission"
    assert "does not open with this home's key" in said["detail"]
    assert "enter the secret again" in said["detail"]
