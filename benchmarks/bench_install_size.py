"""The size of what an installation brings: every package that runs with it, beside its budget.

    python benchmarks/bench_install_size.py

Counts the files of this environment's distributions that Attestry needs at run time, by walking
their declared requirements; development tools beside them are not counted.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

BUDGET_MB = 600.0
SHOWN = 8
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


def main() -> None:
    """Print the largest packages, those that are missing or built here, and the whole."""
    needed = closure("attestry")
    sizes = {name: size_mb(found) for name, found in needed.items()}
    for name in sorted(sizes, key=lambda one: -sizes[one])[:SHOWN]:
        print(f"{sizes[name]:8.1f} MB  {name}")
    without = sorted(name for name, found in needed.items() if not found.read_text("WHEEL"))
    print(f"{len(needed)} packages; not from a wheel: {', '.join(without) or 'none'}")
    whole = sum(sizes.values())
    print(f"ratio {whole / BUDGET_MB:.2f}  installation in MB: {whole:.0f} of {BUDGET_MB:.0f}")


def closure(name: str) -> dict[str, Distribution]:
    """The distribution and everything that it needs at run time, by name."""
    waiting, found = [name], dict[str, Distribution]()
    while waiting:
        one = waiting.pop().lower().replace("_", "-")
        if one in found:
            continue
        try:
            found[one] = distribution(one)
        except PackageNotFoundError:
            continue  # a requirement of another platform
        for requirement in found[one].requires or []:
            named = _NAME.match(requirement)
            if named and "extra ==" not in requirement:
                waiting.append(named.group())
    return found


def size_mb(of: Distribution) -> float:
    """The bytes of a distribution's files on disk."""
    places = (Path(str(of.locate_file(file))) for file in of.files or [])
    return sum(place.stat().st_size for place in places if place.is_file()) / 1e6


if __name__ == "__main__":
    main()
