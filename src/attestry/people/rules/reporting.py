"""The reporting line: who reports to whom must lead to somebody at the top, never back to itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def reporting_cycle(manager_of: Mapping[str, str]) -> tuple[str, ...]:
    """The first circle in a reporting line, each reporting to the next; empty where there is none.

    Every person is looked at once, however long the lines are.
    """
    settled: set[str] = set()
    for start in manager_of:
        path: dict[str, None] = {}
        here = start
        while here and here not in settled:
            if here in path:
                names = list(path)
                return tuple(names[names.index(here) :])
            path[here] = None
            here = manager_of.get(here, "")
        settled.update(path)
    return ()


def levels(manager_of: Mapping[str, str]) -> Iterator[list[str]]:
    """People in rows, each after the row in which their managers stand. There must be no circle."""
    reports: dict[str, list[str]] = {}
    row = []
    for person, manager in manager_of.items():
        if manager in manager_of:
            reports.setdefault(manager, []).append(person)
        else:
            row.append(person)
    while row:
        yield row
        row = [report for person in row for report in reports.get(person, ())]
