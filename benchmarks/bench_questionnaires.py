"""A questionnaire of 1,000 questions over a library of 2,000 answers: its pages, and what suggesting takes.

    python benchmarks/bench_questionnaires.py [--rounds 10] [--home FOLDER]

Pages are asked over loopback one after the other, each round all of them; the number of queries of each with
20 questions and 40 answers, and with 1,000 and 2,000; and the processor time of reading the file, of
suggesting for every question, and of filling the file in. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench_pages import HERE, ask_all, served, show_queries, show_times
from bench_start import free_port

SMALL = ("--answers", "40", "--questions", "20")


def main() -> None:
    """Make the homes, ask every page, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--home", type=Path, help="keep the homes here, and use those that are there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        root = asked.home or Path(folder)
        small, large = made(root / "small", *SMALL), made(root / "large")
        show_queries(small["queries"], large["queries"])
        for name, seconds in large["spent"].items():
            print(f"{name:<24} {seconds:6.2f} s of processor time")
        port = free_port()
        with served(root / "large", port):
            show_times(ask_all(port, large["pages"], large["cookie"], asked.rounds))


def made(home: Path, *sizes: str) -> dict[str, Any]:
    """Make a home in a process of its own, and answer its pages."""
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(HERE / "questionnaires_home.py"), str(home), *sizes]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


if __name__ == "__main__":
    main()
