"""A fresh clone: from “git clone” through “make up” in an empty home to the first page, beside its budget.

    python benchmarks/bench_fresh_clone.py

What is committed is cloned. The packages come from wherever pip and uv are set up to find them, so run it
twice where their caches may be cold. Collecting and testing for the first time are part of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from bench_start import answers, free_port

BUDGET_SECONDS = 60.0
ENOUGH_SECONDS = 300.0
CHECKOUT = Path(__file__).resolve().parent.parent
# What a surrounding “make bench” says would be said to the clone's “make” as well.
OF_THIS_MAKE = {"VENV", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "VIRTUAL_ENV", "ATTESTRY_HOME"}


def main() -> None:
    """Clone, make, wait for the link, stop; print what share of the budget each took."""
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        began = time.perf_counter()
        clone = Path(folder) / "attestry"
        subprocess.run(["git", "clone", "--quiet", str(CHECKOUT), str(clone)], check=True)
        page, link = seconds_to_page_and_link(clone, Path(folder) / "home", began)
    print(f"ratio {page / BUDGET_SECONDS:.2f}  clone to first page in s: {page:.1f} of {BUDGET_SECONDS:g}")
    print(f"ratio {link / BUDGET_SECONDS:.2f}  clone to sign-in link in s: {link:.1f} of {BUDGET_SECONDS:g}")


def seconds_to_page_and_link(clone: Path, home: Path, began: float) -> tuple[float, float]:
    """Seconds since ``began`` until the sign-in page answers, and until everything is collected and tested.

    The server is stopped at the end, and one that does not end when asked is a failure.
    """
    port = free_port()
    said = home.with_name("said.txt")
    surroundings = {name: value for name, value in os.environ.items() if name not in OF_THIS_MAKE}
    with said.open("wb") as file:
        make = subprocess.Popen(
            ["make", "up", f"UP=--port {port}"],
            cwd=clone,
            env={**surroundings, "ATTESTRY_HOME": str(home)},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while not answers(port):
                wait_a_moment(make, began, said)
            page = time.perf_counter() - began
            while not (home / "run" / "listening.json").exists():
                wait_a_moment(make, began, said)
            return page, time.perf_counter() - began
        finally:
            stop(make)
            if answers(port):
                raise SystemExit("The server outlived “make up”.")


def wait_a_moment(make: subprocess.Popen[bytes], began: float, said: Path) -> None:
    """Wait a little; end with what was said where it failed or takes far too long."""
    if make.poll() is not None or time.perf_counter() - began > ENOUGH_SECONDS:
        raise SystemExit(f"“make up” did not come to serve a page:\n{said.read_text()[-4000:]}")
    time.sleep(0.05)


def stop(make: subprocess.Popen[bytes]) -> None:
    """Ask all that “make” runs to end, and wait for it."""
    if make.poll() is None:
        os.killpg(make.pid, signal.SIGTERM)
    make.wait(timeout=30)


if __name__ == "__main__":
    main()
