"""Forty control tests on DuckDB in one process, beside a Spark cluster of two workers on the same machine.

    python benchmarks/bench_engines.py [--rows 100000 1000000] [--tests 40]

One run of each engine over the same sealed Parquet files: a key frame, and a day on which 0.1 % of
the rows changed; every answer is compared with the one before. Both must write the same bytes.
Prints ratios of wall and of cpu time (all processes of an engine), and from how many rows or cores
on Spark would be done sooner. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from engines_scene import Scene, Spent

WARMING = 12


def main() -> None:
    """Make rows of each size, ask both engines, print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--tests", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        os.environ["ATTESTRY_HOME"] = f"{folder}/home"
        os.environ["DJANGO_SETTINGS_MODULE"] = "attestry.project.settings"
        import django

        django.setup()
        from attestry.control_tests.tests import spark_cluster

        cluster = Path(folder) / "cluster"
        cluster.mkdir()
        with spark_cluster.started(cluster, memory="3g", executor_memory="2g") as spark:
            # The processes of a cluster are slow until they are warm.
            Scene(Path(folder) / "warm", 1000, WARMING).run(spark.master)
            found = [measured(Path(folder), rows, asked.tests, spark.master) for rows in asked.rows]
    crossover(asked.rows, found)


def measured(folder: Path, rows: int, tests: int, master: str) -> tuple[Spent, Spent]:
    """Both engines over ``rows`` accounts and as many workers."""
    scene = Scene(folder / str(rows), rows, tests)
    here, there = scene.run(""), scene.run(master)
    print(f"\n{rows:,} rows a table, {tests} tests, {rows * tests:,} answers compared with those before")
    for name, one in (("DuckDB", here), ("Spark", there)):
        print(
            f"  {name:7} {one.wall:7.1f} s, of which {one.start:5.1f} s to start and load; "
            f"{one.cpu:7.1f} s of cpu"
        )
    wall, cpu = there.wall / here.wall, there.cpu / here.cpu
    after = (there.wall - there.start) / (here.wall - here.start)
    print(f"ratio {wall:.2f} of the time, {after:.2f} without the start, {cpu:.2f} of the cpu time")
    print(f"the same bytes: {'yes' if here.digest == there.digest else 'NO'}")
    if here.digest != there.digest:
        raise SystemExit(1)
    return here, there


def crossover(sizes: list[int], found: list[tuple[Spent, Spent]]) -> None:
    """How many times the cores Spark needs to be sooner, by cpu time: a straight line through the sizes.

    Wall time will not do: other work on the machine comes and goes.
    """
    if len(sizes) < 2:
        return
    here, there = (
        (found[-1][engine].cpu - found[0][engine].cpu) / (sizes[-1] - sizes[0]) for engine in (0, 1)
    )
    before = found[0][1].cpu - there * sizes[0]
    if there <= here:
        print(f"\ncrossover at about {before / (here - there):,.0f} rows a table")
        return
    times, cores = f"{there / here:.1f} x", os.cpu_count()
    print(f"\nno crossover on one machine of {cores} cores: a row costs {times} as much cpu time on Spark,")
    print(f"and a run {before:.0f} s of it before the first; a cluster is sooner from more than {times} the")
    print("cores on, or where the rows fit into no one machine")


if __name__ == "__main__":
    main()
