"""Every page of a program with large registers, asked of the running server, beside its budget.

    python benchmarks/bench_registers.py [--rounds 10] [--home FOLDER]

200 controls, 500 people, 28 policies, 300 vendors, 1,000 risks, 5,000 tasks, 200 customers: pages over
loopback one after the other, each round all of them; and the number of queries of each in a small
program and in the large one. Asked thrice over: with a row of one register after the other written
before each request, with a write before each that changes no row, and without any. Asserts nothing
about time.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from bench_pages import HERE, ask_all, served, show_queries, show_times
from bench_start import free_port
from registers_home import write

SMALL = (
    "--people", "10", "--vendors", "6", "--risks", "6", "--tasks", "20", "--customers", "5",
    "--controls", "142",
)  # fmt: skip

REGISTERS = (
    ("risks_risk", "description"),
    ("remediation_task", "why"),
    ("vendors_vendor", "service"),
    ("people_person", "title"),
    ("customers_customer", "name"),
    ("controls_control", "automation"),
    ("policies_policy", "title"),
)


def main() -> None:
    """Make the homes, count queries, ask every page, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--home", type=Path, help="keep the homes here, and use those that are there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        root = asked.home or Path(folder)
        small, large = made(root / "small", *SMALL), made(root / "large")
        show_queries(small["queries"], large["queries"])
        port = free_port()
        with served(root / "large", port):
            pages, cookie = large["pages"], large["cookie"]
            in_registers = ask_all(port, pages, cookie, asked.rounds, each_register(root / "large"))
            after_a_write = ask_all(port, pages, cookie, asked.rounds, partial(write, root / "large"))
            spent = ask_all(port, pages, cookie, asked.rounds)
    print("each page after a row of a register was written:")
    show_times(in_registers)
    print("each page after a write that changes no row:")
    show_times(after_a_write)
    print("each page while nothing is written:")
    show_times(spent)


def each_register(home: Path) -> Callable[[], None]:
    """What writes a row of one register, of the next one when called again, and so on."""
    turns = cycle(REGISTERS)

    def touch() -> None:
        table, column = next(turns)
        with closing(sqlite3.connect(home / "attestry.sqlite3", timeout=30)) as database:
            database.execute(
                f"UPDATE {table} SET {column} = {column} || ' ' WHERE id = (SELECT min(id) FROM {table})"
            )
            database.commit()

    return touch


def made(home: Path, *sizes: str) -> dict[str, Any]:
    """Make a home in a process of its own, and answer its pages."""
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(HERE / "registers_home.py"), str(home), *sizes]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


if __name__ == "__main__":
    main()
