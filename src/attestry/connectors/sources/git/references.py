"""References, as ``git for-each-ref`` prints them: branches, tags and replacements with their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from attestry.connectors.sources.git.program import Repository


def read_references(repository: Repository, prefix: str, fields: Sequence[str]) -> Iterator[dict[str, str]]:
    """One mapping of field to value for each reference below ``prefix``, by name."""
    form = "--format=" + "".join(f"%({field})%00" for field in fields)
    records = repository.records("for-each-ref", form, prefix)
    values = (record.data.decode(errors="backslashreplace") for record in records)
    while len(found := list(islice(values, len(fields)))) == len(fields):
        found[0] = found[0].removeprefix("\n")
        if found[0]:
            yield dict(zip(fields, found, strict=True))
