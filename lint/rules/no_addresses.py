"""No tracked file names a package registry or a path of somebody's machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source

_REGISTRY = re.compile(
    r"(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com)"
    r"|--(extra-)?index-url[ =]|--find-links[ =]|\"resolved\": *\"https?:"
    r"|url *= *\"https?://[^\"]*\.(whl|tar\.gz|tgz)",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"(?<![\w.$}/*-])/(work|root)/")
_REGISTRY_MESSAGE = "A package registry's address stands here; whoever installs has their own. Take it out."
_MACHINE_MESSAGE = "A path of one machine stands here. Derive it, or take it as a setting."
_OWN = "lint/rules/no_addresses.py"


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about registry addresses and machine paths in any tracked text."""
    for source in sources:
        if source.path.as_posix() == _OWN:
            continue
        for number, line in enumerate(source.lines(), start=1):
            if _REGISTRY.search(line):
                yield source.complain(number, _REGISTRY_MESSAGE)
            if _MACHINE.search(line):
                yield source.complain(number, _MACHINE_MESSAGE)
