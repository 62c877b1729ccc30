"""Verifying a package: its container, its proofs, and then the replay. Needs no home, server or network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attestry.audit_packages.integrity import check
from attestry.audit_packages.reading import open_package, sealed
from attestry.audit_packages.replaying.child import replayed
from attestry.audit_packages.rules.answer import Answer

Progress = Callable[[str], None]


def verify_package(path: Path, *, progress: Progress, is_replay_wanted: bool = True) -> Answer:
    """Check a package and replay it. What does not match is in the answer.

    Raises PackageRefused where the file is no whole package, so that nothing in it can be believed;
    Unavailable where this machine cannot replay it. A package that does not hold is not replayed.
    """
    progress("Opening the package")
    with open_package(path) as package:
        seal = sealed(package)
        answer = Answer(path.name, seal.plan, is_replay_wanted=is_replay_wanted)
        check(package, seal, answer, progress)
    if answer.holds and is_replay_wanted:
        answer.replayed, found = replayed(path, progress)
        answer.findings.extend(found)
    return answer
