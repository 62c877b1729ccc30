"""Every kind of page over 100,000 items and a year of runs, asked of the running server, beside its budget.

    python benchmarks/bench_pages.py [--days 365] [--rounds 15]   # makes the homes, asks, drops them
    python benchmarks/bench_pages.py --home FOLDER                # makes them there once and keeps them

A home of a whole program is made by the real line (``program_home.py``): all control tests are
asked daily, a list of 100,000 accounts is read weekly with a thousandth changed a day, a cloud
account, a machine and a repository of a few rows daily. Pages are asked for over loopback, one
after the other, each round all of them. Lists are asked for their number of queries in a small
home and in the large one. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench_start import free_port

BUDGET = {"p50 in ms": 50.0, "p95 in ms": 120.0}
HERE, SHOWN = Path(__file__).parent, 15
SMALL = ("--rows", "1000", "--days", "4", "--every", "1")
ENOUGH_SECONDS = 120.0


def main() -> None:
    """Make the homes, count queries, ask every page, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, help="keep the homes here, and use those that are there")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        root = asked.home or Path(folder)
        made(root / "small", *SMALL)
        made(root / "year", "--days", str(asked.days))
        small, large = pages_of(root / "small"), pages_of(root / "year")
        show_queries(small["queries"], large["queries"])
        port = free_port()
        with served(root / "year", port) as server:
            spent = ask_all(port, large["pages"], large["cookie"], asked.rounds)
            cpu = cpu_seconds(server)
    show_times(spent)
    print(f"the server's cpu: {cpu * 1000 / (len(spent) * (asked.rounds + 1)):.0f} ms a request")


def made(home: Path, *arguments: str) -> None:
    """Make a home unless it is there, and say what it is."""
    said = home.with_suffix(".txt")
    if not said.is_file():
        command = [sys.executable, str(HERE / "program_home.py"), str(home), *arguments]
        said.write_text(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    print(said.read_text().strip())


def pages_of(home: Path) -> dict[str, Any]:
    """The pages of a home, a session for them, and the queries of its lists."""
    command = [sys.executable, str(HERE / "program_pages.py"), str(home)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


@contextmanager
def served(home: Path, port: int) -> Iterator[int]:
    """The web server of a home, without the line beside it: nobody collects while pages are measured."""
    environment = {**os.environ, "ATTESTRY_HOME": str(home)}
    command = [sys.executable, "-m", "attestry.cli.serving.web", "127.0.0.1", str(port)]
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        began = time.perf_counter()
        while not answers(port):
            if time.perf_counter() - began > ENOUGH_SECONDS or server.poll() is not None:
                raise SystemExit("The server did not answer.")
            time.sleep(0.05)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def cpu_seconds(group: int) -> float:
    """The cpu that the processes of a group took so far."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group:
                said = (folder / "stat").read_text().rpartition(")")[2].split()
                ticks += int(said[11]) + int(said[12])
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def answers(port: int) -> bool:
    """Whether the server answers."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        return asked_once(connection, "/sign-in/", "")[0] == 200
    except OSError:
        return False


def ask_all(
    port: int, pages: dict[str, str], cookie: str, rounds: int, before: Callable[[], None] | None = None
) -> dict[str, list[float]]:
    """Milliseconds by page. A first round, in which the process reads its library, does not count.

    ``before`` is done before each request, outside of what is measured.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    spent: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(rounds + 1):
        for name, path in pages.items():
            if before:
                before()
            status, milliseconds = asked_once(connection, path, cookie)
            if status != 200:
                raise SystemExit(f"{name}, {path}: answers {status}")
            if turn:
                spent[name].append(milliseconds)
    return spent


def asked_once(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[int, float]:
    """Ask for a page and read it to its end: the status, and milliseconds."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    return answer.status, (time.perf_counter() - began) * 1000


def show_queries(small: dict[str, int], large: dict[str, int]) -> None:
    """The queries of every list in both homes; what differs first."""
    growing = [name for name in large if large[name] != small[name]]
    for name in growing:
        print(f"  {name}: {small[name]} queries in the small home, {large[name]} in the large one")
    print(f"lists: {len(large)}, with another number of queries in the large home: {len(growing)}")
    print("  " + ", ".join(f"{name} {count}" for name, count in large.items()))


def show_times(spent: dict[str, list[float]]) -> None:
    """The slowest pages, and both figures over all requests as a share of their budget."""
    slowest = sorted(spent, key=lambda name: -statistics.median(spent[name]))
    for name in slowest[:SHOWN]:
        print(f"{statistics.median(spent[name]):8.0f} ms, at most {max(spent[name]):.0f}  {name}")
    every = sorted(one for times in spent.values() for one in times)
    figures = {"p50 in ms": statistics.median(every), "p95 in ms": every[int(len(every) * 0.95)]}
    print(f"{len(spent)} pages, {len(every)} requests")
    for name, allowed in BUDGET.items():
        print(f"ratio {figures[name] / allowed:.2f}  {name}: {figures[name]:.0f} of {allowed:.0f}")


if __name__ == "__main__":
    main()
