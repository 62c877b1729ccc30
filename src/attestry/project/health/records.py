"""Checks of what is kept: the database, its tables, the evidence store, connections, checkpoints."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection

from attestry.connectors.queries import active_connections, last_collections
from attestry.evidence.queries import last_checkpoint
from attestry.journal.queries import broken_at, head
from attestry.kit import clock
from attestry.project.health.evidence import evidence_store
from attestry.project.health.finding import Finding, broken, look, well
from attestry.project.health.time_stamps import time_stamps
from attestry.project.home import Home
from attestry.project.schema import waiting_migrations

_CHECKPOINT_AGE = timedelta(hours=48)


def database(_home: Home) -> list[Finding]:
    """SQLite's own check of its pages and of its foreign keys."""
    if connection.vendor != "sqlite":
        return well("Database", f"{connection.vendor} answers")
    with connection.cursor() as cursor:
        said = [row[0] for row in cursor.execute("PRAGMA quick_check(5)").fetchall()]
        dangling = cursor.execute("PRAGMA foreign_key_check").fetchmany(5)
    if said != ["ok"]:
        return broken("Database", "; ".join(said), "Restore the last backup: “attestry backup restore FILE”.")
    if dangling:
        tables = ", ".join(sorted({row[0] for row in dangling}))
        return broken("Database", f"rows of {tables} refer to nothing", "Restore the last backup.")
    return well("Database", "its pages and references hold")


def migrations(_home: Home) -> list[Finding]:
    """The tables are those of this version."""
    try:
        waiting = waiting_migrations()
    except DatabaseError as refusal:
        return broken("Tables", str(refusal), "Restore the last backup.")
    if waiting:
        return broken("Tables", f"{waiting} migrations wait", "Run “attestry up”, which applies them.")
    return well("Tables", "those of this version")


def connections(_home: Home) -> list[Finding]:
    """Each connection's streams were last read in full."""
    found: list[Finding] = []
    latest = last_collections()
    for one in active_connections():
        mine = [last for (pk, _stream), last in latest.items() if pk == one.pk]
        unsound = sorted(last.stream for last in mine if last.state != "complete")
        if not mine:
            found += look(f"Connection {one.name}", "never read", f"Run “attestry collect {one.name}”.")
        elif unsound:
            found += look(
                f"Connection {one.name}",
                f"not read in full: {', '.join(unsound)}",
                "Its page says what was denied and which scope is missing.",
            )
        else:
            found += well(f"Connection {one.name}", f"{len(mine)} streams read in full")
    return found or look("Connections", "there are none", "Run “attestry up”, which makes the first two.")


def checkpoint(_home: Home) -> list[Finding]:
    """The ledger's root was signed lately."""
    last = last_checkpoint()
    if last is None:
        return look("Ledger", "no checkpoint is signed yet", "Run “attestry collect”.")
    age = clock.now() - last.signed_at
    words = f"{last.size:,} entries, signed {clock.to_text(last.signed_at.replace(microsecond=0))}"
    if age > _CHECKPOINT_AGE:
        return look("Ledger", words, "Nothing was collected for two days; see that “attestry up” runs.")
    return well("Ledger", words)


def journal(_home: Home) -> list[Finding]:
    """The journal's chain holds."""
    where = broken_at()
    if where is not None:
        return broken(
            "Journal",
            f"entry {where.position}: {where.reason}",
            "Find out who had the database; restore the last backup that holds.",
        )
    return well("Journal", f"{head()[0]:,} entries, each chained to the one before")


CHECKS = (migrations, database, evidence_store, connections, checkpoint, time_stamps, journal)
