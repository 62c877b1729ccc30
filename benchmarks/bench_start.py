"""Starting: the version, a home to its first page, and a server's memory at rest, beside their budgets.

    python benchmarks/bench_start.py

The home is made first and not counted: what is measured is an installed home that starts again.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

BUDGET = {"version in s": 0.3, "start to first page in s": 3.0, "memory at rest in MB": 200.0}
COMMAND = str(Path(sys.executable).with_name("attestry"))
ENOUGH_SECONDS = 120.0


def main() -> None:
    """Measure each and print what share of its budget it takes."""
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        environment = {**os.environ, "ATTESTRY_HOME": str(Path(folder) / "home"), "PWD": folder}
        version = statistics.median(seconds_of([COMMAND, "--version"], environment) for _ in range(5))
        started(environment, folder)
        again = [started(environment, folder) for _ in range(3)]
    figures = {
        "version in s": version,
        "start to first page in s": statistics.median(seconds for seconds, _ in again),
        "memory at rest in MB": statistics.median(memory for _, memory in again),
    }
    for name, allowed in BUDGET.items():
        print(f"ratio {figures[name] / allowed:.2f}  {name}: {figures[name]:.2f} of {allowed:g}")


def seconds_of(command: list[str], environment: dict[str, str]) -> float:
    """How long a command takes, from its start to its end."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def started(environment: dict[str, str], folder: str) -> tuple[float, float]:
    """Start the server, wait for a page, and stop it: seconds, and the memory of all its processes in MB."""
    port = free_port()
    command = [COMMAND, "up", "--port", str(port)]
    began = time.perf_counter()
    server = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not answers(port):
            if time.perf_counter() - began > ENOUGH_SECONDS or server.poll() is not None:
                raise SystemExit("The server did not answer.")
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        time.sleep(5)
        return seconds, memory_mb(server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def free_port() -> int:
    """A port that nobody listens on, so that no other server can answer in this one's place."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether the server answers with the sign-in page."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as page:
            return page.status == 200 and b"Sign in" in page.read()
    except OSError:
        return False


def memory_mb(first: int) -> float:
    """The memory that a process and all its descendants share out among them, in MB."""
    parents = dict(filter(None, map(process_and_parent, Path("/proc").glob("[0-9]*"))))
    family = {first}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(share_kb(process) for process in family) / 1024


def process_and_parent(folder: Path) -> tuple[int, int] | None:
    """The numbers of a process and of its parent; None for one that has just ended."""
    try:
        return int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def share_kb(process: int) -> int:
    """A process's proportional share of memory; nothing for one that has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
