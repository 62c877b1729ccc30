"""A replay in a process of its own: bytes that somebody prepared to kill the engine kill only it.

    python -m attestry.audit_packages.replaying.child FILE

Reads what to skip from its standard input; writes one JSON object a line: what it asks, how far
it has come, and at last what it found.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from attestry.audit_packages.errors import PackageRefused
from attestry.audit_packages.integrity import check
from attestry.audit_packages.reading import open_package, sealed
from attestry.audit_packages.replaying.replay import Replayer
from attestry.audit_packages.replaying.spans import compared
from attestry.audit_packages.rules.answer import Answer, Finding, Replay, Replayed
from attestry.kit.errors import Unavailable

Progress = Callable[[str], None]

MOST_DEATHS = 20
MEMORY_BYTES = 6 << 30


def replayed(path: Path, progress: Progress) -> tuple[list[Replayed], list[Finding]]:
    """Replay a package whose bytes hold. A test at which the engine dies is set aside with the reason.

    Raises Unavailable where the machine, not the package, is in the way.
    """
    skipped: dict[str, str] = {}
    for _ in range(MOST_DEATHS):
        found, asking, code = _once(path, skipped, progress)
        if "refused" in found:
            raise Unavailable(found["refused"], next_step=found["next_step"])
        if "replayed" in found:
            return [_of(one) for one in found["replayed"]], [Finding(**one) for one in found["findings"]]
        if not asking:
            raise Unavailable(
                f"The engine ended with code {code} before it was asked anything.",
                next_step="Use a machine with more memory; “--no-replay” checks bytes and proofs alone.",
            )
        skipped[asking] = f"the engine ended with code {code} while it was asked"
    raise Unavailable("The engine died again and again.", next_step="Run it on a machine with more memory.")


def _once(path: Path, skipped: dict[str, str], progress: Progress) -> tuple[dict[str, Any], str, int]:
    command = [sys.executable, "-m", "attestry.audit_packages.replaying.child", str(path)]
    asking, last = "", dict[str, Any]()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None  # noqa: S101
        assert child.stdout is not None  # noqa: S101
        child.stdin.write(json.dumps(skipped).encode())
        child.stdin.close()
        for line in child.stdout:
            said = json.loads(line)
            if "progress" in said:
                progress(said["progress"])
            elif "asking" in said:
                asking = said["asking"]
            else:
                last = said
    return last, asking, child.returncode


def _of(said: dict[str, Any]) -> Replayed:
    return Replayed(**{**said, "replay": Replay(said["replay"])})


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def address_space(path: Path) -> int:
    """How many bytes of addresses a replay may have: the package is mapped whole, and is not memory."""
    return MEMORY_BYTES + path.stat().st_size


def main() -> None:
    """Replay one package and say what came of it."""
    most = address_space(Path(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    skipped = json.loads(sys.stdin.buffer.read())
    try:
        with open_package(Path(sys.argv[1])) as package, tempfile.TemporaryDirectory() as scratch:
            seal = sealed(package)
            timeline = check(package, seal, Answer("", seal.plan), lambda _text: None, is_hashed=True)
            replayer = Replayer(
                package,
                seal.plan,
                timeline,
                lambda text: _say({"progress": text}),
                skipped,
                lambda test: _say({"asking": test}),
            )
            found = compared(package, timeline, seal.plan, replayer.run(Path(scratch)))
    except (Unavailable, PackageRefused) as refusal:
        _say({"refused": refusal.message, "next_step": refusal.next_step})
        return
    _say({"replayed": [asdict(one) for one in found], "findings": [asdict(one) for one in replayer.findings]})


if __name__ == "__main__":
    main()
