"""How the tests of this room have lists of accounts sealed: written as files, changed at will, collected."""

from __future__ import annotations

import csv
from typing import Any

from django.conf import settings

from attestry import pipeline
from attestry.connectors.actions import add_connection
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.people.tests.acting import HOUSE


def connect(name, source_id, said, secrets=None):
    """A connection of that name."""
    box = SecretBox(settings.HOME.keys)
    return add_connection(
        HOUSE, name=name, source_id=source_id, settings=said, secrets=secrets or {}, box=box, title=name
    )


class Lists:
    """Tables of accounts in files, and the connections that seal them."""

    def __init__(self, folder, *tables: str) -> None:
        self.folder = folder
        self.tables = tables
        folder.mkdir()

    def write(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Put other rows in the place of those that are there."""
        with (self.folder / f"{table}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def connect(self) -> None:
        """Connect each table, once its file is there."""
        for table in self.tables:
            connect(table, "files", {"table": table, "path": str(self.folder / f"{table}.csv")})

    def seal(self, at) -> None:
        """Collect them all at an instant."""
        with clock.simulated(at):
            pipeline.collect(HOUSE, progress=print, only=list(self.tables))
