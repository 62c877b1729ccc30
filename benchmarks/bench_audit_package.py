"""The audit package of 100,000 items and 40 tests: size, verification and replay, beside their budgets.

    python benchmarks/bench_audit_package.py [--days 30] [--home FOLDER]

The claim speaks of a year; ``--days 365`` really makes one (an hour on two cores), and ``--home`` keeps
or takes up a home that was made. Verifying is measured against the machine's own OpenSSL over the
same bytes, the replay against one evaluation of the final state. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench_large_stream import ask_only, made_tests
from made_home import MadeHome

START = datetime(2025, 1, 1, 6, tzinfo=UTC)
REPLAY_TIMES = 20.0
PACKAGE_MB, VERIFIED_SECONDS, VERIFIED_MB = 200.0, 60.0, 800.0
PARTS = Path(__file__).with_name("audit_package_parts.py")


def main() -> None:
    """Make a home, package its days, verify the package, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--home", type=Path, help="a folder that keeps the home")
    asked = parser.parse_args()
    with _folder(asked.home) as root:
        tests = made_tests()
        home = _told(root, tests, asked.days)
        package = root / "bench.attestry"
        package.unlink(missing_ok=True)
        _package(home, package, asked.days)
        _verify(package, asked.days, _one_evaluation(asked.days))
    _apart("append")
    _apart("large")


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        yield Path(folder)


def _told(root: Path, tests: dict, days: int) -> MadeHome:
    """The home, told as far as is asked."""
    home = MadeHome(root / "home", start=START)
    ask_only(tests)
    from attestry.control_tests.models import Run

    for number in range(Run.objects.count(), days):
        home.day(number)
        print(f"\rtold day {number + 1} of {days}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return home


def _package(home: MadeHome, target: Path, days: int) -> None:
    from attestry.audit_packages.actions import request_package, write_package
    from attestry.audit_packages.rules.period import Period
    from attestry.kit import clock

    last = START + timedelta(days=days - 1)
    with clock.simulated(last + timedelta(hours=2)):
        began = time.perf_counter()
        made = request_package(home.house, Period.of_days(date(2025, 1, 1), last.date()), target=target)
        write_package(made, progress=lambda _: None)
        seconds = time.perf_counter() - began
    size = target.stat().st_size / 1e6
    print(f"packaged {days} days in {seconds:.1f} s")
    print(
        f"ratio {size / PACKAGE_MB:.2f}  package in MB, {days} days: {size:.1f} of {PACKAGE_MB:g} for a year"
    )


def _one_evaluation(days: int) -> float:
    """Seconds that all tests take to be asked once of the final state, loading included."""
    from attestry.kit import clock

    with clock.simulated(START + timedelta(days=days - 1, hours=2)):
        return min(_evaluated() for _ in range(3))


def _evaluated() -> float:
    from attestry.connectors.queries import all_tables
    from attestry.control_tests import grounds, tables
    from attestry.control_tests.evaluation import evaluate, question
    from attestry.control_tests.queries import definitions
    from attestry.evidence.queries import sealed_parts, store, stream_views
    from attestry.kit import clock, duck

    began = time.perf_counter()
    now, shapes, asked = clock.now(), all_tables(), definitions().values()
    views = stream_views(now)
    looked_at = tables.grounds_of(views)
    needed = grounds.needed_columns(asked, shapes)
    chains = tables.sealed_chains(sealed_parts(view.entry for view in views if view.entry))
    with duck.opened() as db:
        grounds.make_tables(db, shapes, needed)
        grounds.fill(db, looked_at, shapes, needed, chains)
        grounds.note_gaps(db, looked_at, shapes, needed, store().existing_path)
        duck.lock(db)
        for one in asked:
            evaluate(db, question(one, shapes, as_of=now, parameters=one.parameters({})))
    return time.perf_counter() - began


def _verify(package: Path, days: int, once: float) -> None:
    """The bytes and proofs alone in this process; then the whole command in one of its own."""
    from attestry.audit_packages.verifying import verify_package

    began = time.perf_counter()
    answer = verify_package(package, progress=lambda _: None, is_replay_wanted=False)
    proofs = time.perf_counter() - began
    assert answer.holds, answer.findings
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "attestry", "verify", str(package)],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print("\n".join(done.stdout.splitlines()[-4:]))
    replay = seconds - proofs
    ratio = seconds / VERIFIED_SECONDS
    print(
        f"ratio {ratio:.2f}  verified and replayed in s, {days} days: {seconds:.1f} of {VERIFIED_SECONDS:g}"
    )
    memory = after.ru_maxrss / 1024
    print(f"ratio {memory / VERIFIED_MB:.2f}  memory in MB: {memory:.0f} of {VERIFIED_MB:g}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"the replay: {replay:.1f} s ({cpu:.1f} s of cpu); one evaluation of the final state: {once:.2f} s")
    times = replay / once
    print(f"ratio {times / REPLAY_TIMES:.2f}  replay as evaluations: {times:.1f}, at most {REPLAY_TIMES:g}")


def _apart(what: str) -> None:
    """Run a part in a home and a process of its own."""
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        environment = {**os.environ, "ATTESTRY_HOME": folder}
        subprocess.run([sys.executable, str(PARTS), what], env=environment, check=True)


if __name__ == "__main__":
    main()
