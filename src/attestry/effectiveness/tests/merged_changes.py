"""Five hundred merged changes in a real repository, each reviewed by another but one, read by the line."""

from __future__ import annotations

import subprocess
from pathlib import Path

from django.conf import settings

from attestry import pipeline
from attestry.accounts.actions.users import add_user
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.connectors.actions import add_connection
from attestry.controls.actions.syncing import sync_control_library
from attestry.effectiveness.tests.world import HOUSE, NOW
from attestry.frameworks.actions import sync_frameworks
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.scope.actions.setting_up import ensure_system

REVIEWED = "git-change-reviewed-by-another"
MERGED = 500
UNREVIEWED = "#317"
_ANN, _BOB = "Ann Author <ann@example.org>", "Bob Reviewer <bob@example.org>"
_FIRST = 1_767_225_600


def a_program_of_merged_changes(folder: Path) -> User:
    """Build the repository, collect it and put the control tests to it, in the home of the settings."""
    _make_repository(folder / "app")
    with clock.simulated(NOW):
        sync_frameworks(HOUSE)
        sync_control_library(HOUSE)
        ensure_system(HOUSE, "Payroll")
        lead = add_user(HOUSE, email="lead@example.org", name="Lead", role=Role.LEAD)
        add_connection(
            HOUSE,
            name="code",
            source_id="git",
            settings={"repository": str(folder / "app")},
            secrets={},
            box=SecretBox(settings.HOME.keys),
            title="Code",
        )
        pipeline.collect(HOUSE, progress=print)
        pipeline.test(HOUSE, progress=print)
    return lead


def _make_repository(path: Path) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main", str(path)], check=True)
    lines = [_commit("main", 1, _FIRST, _ANN, "Start")]
    for number in range(1, MERGED + 1):
        at, mark, before = _FIRST + number * 600, number * 2, number * 2 - 1
        review = "" if f"#{number}" == UNREVIEWED else f"\nReviewed-by: {_BOB}"
        words = f"Merge idea {number}\n\nPull-Request: #{number}{review}"
        lines.append(_commit("idea", mark, at, _ANN, f"Idea {number}", f"from :{before}"))
        lines.append(_commit("main", mark + 1, at + 60, _BOB, words, f"from :{before}", f"merge :{mark}"))
    subprocess.run(
        ["git", "-C", str(path), "fast-import", "--quiet", "--force"],
        input="".join(lines),
        text=True,
        check=True,
    )


def _commit(branch: str, mark: int, at: int, who: str, words: str, *parents: str) -> str:
    said = "".join(f"{one}\n" for one in parents)
    people = f"author {who} {at} +0000\ncommitter {who} {at} +0000\n"
    return f"commit refs/heads/{branch}\nmark :{mark}\n{people}data {len(words)}\n{words}\n{said}\n"
