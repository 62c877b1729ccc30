"""Starting: the version, a home to its first page, and a server's memory at rest, beside their budgets.

    python benchmarks/bench_start.py

The home is made first and not counted: what is measured is an installed home that starts again.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

BUDGET = {"version in s": 0.3, "start to first page in s": 3.0, "memory at rest in MB": 200.0}
PORT = 8497
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
    began = time.perf_counter()
    command = [COMMAND, "up", "--port", str(PORT)]
    server = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not answers():
            if time.perf_counter() - began > ENOUGH_SECONDS or server.poll() is not None:
                raise SystemExit("The server did not answer.")
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        time.sleep(5)
        return seconds, memory_mb(server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def answers() -> bool:
    """Whether the server answers with a page."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=2) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def memory_mb(group: int) -> float:
    """The memory that the processes of a group share out among them, in MB."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group:
                lines = (folder / "smaps_rollup").read_text().splitlines()
                total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return total / 1024


if __name__ == "__main__":
    main()
