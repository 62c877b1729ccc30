"""A child on a leash, for a test that kills its parent: says how it ended."""

from __future__ import annotations

import signal
import sys

from attestry.cli.serving.children import end_with_parent


def _ended(number: int, _frame: object) -> None:
    print(f"ended by signal {number}", flush=True)
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _ended)
    end_with_parent()
    print("leashed", flush=True)
    signal.pause()
