"""Every page of the auditor's workspace at 150 controls x 4 attributes x 25 items, beside its budget.

    python benchmarks/bench_workspace.py [--controls 150] [--items 25] [--rounds 5]

Two homes are made by ``workspace_home.py``, a small one and the large one, and each address of the rooms of
the examination is asked for in both as the firm's lead and as management's. A page that makes more queries in
the large home is named. Files that are made or read whole (a draft, a population) have budgets of their own.
Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

BUDGET_MS = 60.0
SMALL = ("--controls", "6", "--items", "3", "--rounds", "1")
Side = dict[str, dict[str, float]]


def main() -> None:
    """Make both homes, print every page, then what grows and what is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--controls", type=int, default=150)
    parser.add_argument("--items", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    sizes = [f"--{name}={getattr(asked, name)}" for name in ("controls", "items", "rounds")]
    small, large = home(*SMALL), home(*sizes)
    print(", ".join(f"{large[name]:,} {name}" for name in ("papers", "items", "marks", "requests")))
    for side, pages in large["sides"].items():
        show(side, pages, small["sides"][side])


def home(*arguments: str) -> dict[str, Any]:
    """What the pages of a made home took; the home is dropped."""
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        command = [sys.executable, str(Path(__file__).with_name("workspace_home.py")), folder, *arguments]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def show(side: str, pages: Side, small: Side) -> None:
    """The pages of a side, the slowest first, and the figures over all of them."""
    print(f"as the {side}: {len(pages)} pages")
    for name, took in sorted(pages.items(), key=lambda one: -one[1]["cpu"]):
        before = small.get(name, took)["queries"]
        grows = "" if took["queries"] <= before else f", and {before:.0f} in the small home"
        over = "over  " if took["cpu"] > BUDGET_MS else ""
        print(f"{took['cpu']:8.0f} ms of cpu, {took['wall']:5.0f} ms, {took['queries']:3.0f} queries{grows}  "
              f"{over}{name}")  # fmt: skip
    middle = statistics.median(one["cpu"] for one in pages.values())
    slow = sum(one["cpu"] > BUDGET_MS for one in pages.values())
    print(
        f"ratio {middle / BUDGET_MS:.2f}  p50 as the {side}: {middle:.0f} of {BUDGET_MS:.0f} ms of cpu; "
        f"{slow} pages over it"
    )


if __name__ == "__main__":
    main()
