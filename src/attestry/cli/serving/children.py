"""Child processes that never outlive their parent, and that end when asked."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1
_PATIENCE_SECONDS = 10


def start(module: str, arguments: Sequence[str] = (), *, quiet: bool = False) -> subprocess.Popen[bytes]:
    """Run a module of ours in a session of its own, out of reach of the terminal's Ctrl-C."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else None,
        start_new_session=True,
    )


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask the child to end, and insist after ten seconds. Safe for one that has ended."""
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
    try:
        child.wait(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def end_with_parent() -> None:
    """Called in a child: have the kernel end this process when its parent dies (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
