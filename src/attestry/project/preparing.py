"""Preparing a home: database, library, the system, its controls, and the first connections.

Safe to repeat and quick when nothing changed; the first time it finds what this machine has to
offer: the machine itself, and the git repository one stands in.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from attestry.connectors.actions import add_connection, connect_registers
from attestry.connectors.queries import connections
from attestry.controls.actions.adopting import adopt_all_for_scope
from attestry.controls.actions.syncing import sync_control_library
from attestry.evidence.queries import check_store
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.rules import Actor
from attestry.kit.errors import Unavailable
from attestry.kit.secrets import SecretBox
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.scope.actions.setting_up import ensure_system

Progress = Callable[[str], None]


def prepare(progress: Progress) -> None:
    """Bring the home up to date.

    Raises Invalid where a file of the library is broken, or evidence may not be kept where the
    settings say. A bucket that does not answer now keeps nobody from reading the pages.
    """
    settings.HOME.prepare()
    try:
        progress(f"evidence is kept in {check_store()}")
    except Unavailable as refusal:
        progress(refusal.message)
    _migrate(progress)
    actor = Actor.system("setup")
    progress("reading the library")
    sync_frameworks(actor)
    sync_control_library(actor)
    sync_policy_templates(actor)
    is_new = not connections().exists()
    system = ensure_system(actor, settings.HOME.organization().name)
    if is_new and not settings.HOME.organization().is_sample:
        adopt_all_for_scope(actor, system)
        _connect_what_is_here(actor)
    if not settings.HOME.organization().is_sample:
        connect_registers(actor, SecretBox(settings.HOME.keys))


def _migrate(progress: Progress) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        progress("making the database")
        call_command("migrate", interactive=False, verbosity=0)


def _connect_what_is_here(actor: Actor) -> None:
    box = SecretBox(settings.HOME.keys)
    add_connection(
        actor,
        name="this-machine",
        source_id="host",
        settings={},
        secrets={},
        box=box,
        title="This machine",
    )
    repository = _repository()
    if repository is not None:
        add_connection(
            actor,
            name=_slug(repository.name),
            source_id="git",
            settings={"repository": str(repository)},
            secrets={},
            box=box,
            title=f"Repository {repository.name}",
        )


def _repository() -> Path | None:
    """The git repository that the command is run in, if it is one."""
    try:
        found = subprocess.run(
            ["git", "rev-parse", "--show-toplevel"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Path(found.stdout.strip()) if found.returncode == 0 and found.stdout.strip() else None


def _slug(name: str) -> str:
    return (
        "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower()).strip(
            "-"
        )[:80]
        or "repository"
    )
