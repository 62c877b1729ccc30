"""``python -m lint``: hold every tracked file to every rule."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from lint import rules
from lint.source import Complaint, Source, tracked

TOP = Path(__file__).resolve().parent.parent


def every_rule() -> dict[str, Callable[[list[Source]], Iterable[Complaint]]]:
    """The rules by name, in order."""
    names = sorted(module.name for module in iter_modules(rules.__path__))
    return {name: import_module(f"lint.rules.{name}").check for name in names}


def main() -> int:
    """Print every complaint; answer how the process should end."""
    sources = list(tracked(TOP))
    count = 0
    for name, check in every_rule().items():
        for complaint in check(sources):
            count += 1
            print(f"{complaint.path}:{complaint.line}: {name.replace('_', '-')}: {complaint.message}")
    if count:
        print(f"{count} complaint{'s' if count > 1 else ''}", file=sys.stderr)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
