"""Check an exported journal without Attestry: Python 3.8 or newer, standard library only.

    python verify_journal.py journal.ndjson [--head HASH]

Each line holds a record, the hash of the line before, and its own hash:

    hash = SHA-256( previous hash as 64 hex digits || the record as canonical JSON )

A line that says "withheld": true holds no record, only its number and the two hashes: whoever exported it
may not read what stands there. That it is linked is checked, what it says is not; the line after it binds
its hash. How many there are is said.

Canonical JSON is RFC 8785: keys sorted by UTF-16 code units, no spaces, numbers as ECMAScript
writes them. The first previous hash is 64 zeros. An edited, removed, added or re-ordered line
shows at its place. Lines cut off the end do not: compare the last hash with one noted earlier,
with --head or by eye. Exit code 0: the chain holds; 1: it does not; 2: the file cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

FIRST_PREVIOUS_HASH = "0" * 64


def canonical(value: Any) -> str:
    """RFC 8785 text of a JSON value."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        return number(value)
    return json.dumps(value, ensure_ascii=False)


def number(value: float) -> str:
    """A number as ECMA-262 Number::toString writes it: the shortest digits that read back the same."""
    sign, numerals, exponent = Decimal(repr(value)).as_tuple()
    digits = "".join(map(str, numerals)).rstrip("0")
    if not digits:
        return "0"
    point = len(numerals) + int(exponent)
    if 0 < point <= 21:
        text = digits.ljust(point, "0")
        text = text[:point] + ("." + text[point:] if text[point:] else "")
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if digits[1:] else "") + f"e{point - 1:+d}"
    return "-" * sign + text


def is_withheld(entry: dict[str, Any]) -> bool:
    """Whether a line holds no record. Raises ValueError for one that is withheld and says more or less."""
    if "withheld" not in entry:
        return False
    if set(entry) != {"seq", "previous_hash", "hash", "withheld"} or entry["withheld"] is not True:
        raise ValueError("a line is withheld, and says more or less than its number and hashes")
    return True


def wrong(entry: dict[str, Any], previous: str, place: int) -> str:
    """What does not hold of a line that follows a hash; empty where all does."""
    if entry["previous_hash"] != previous:
        return "an entry before this one was removed, added or re-ordered"
    if is_withheld(entry):
        if entry["seq"] != place:
            return "this entry's number is not its place"
        return "" if re.fullmatch("[0-9a-f]{64}", entry["hash"]) else "this withheld entry has no hash"
    computed = hashlib.sha256((previous + canonical(entry["record"])).encode()).hexdigest()
    if computed != entry["hash"]:
        return "this entry was changed after it was written"
    return "" if entry["record"].get("seq", place) == place else "this entry's number is not its place"


def problem(lines: Iterable[str], head: str) -> tuple[int, int, str]:
    """The number of lines, of those withheld, and ""; or the place of the first break and what it is."""
    previous, count, withheld = FIRST_PREVIOUS_HASH, 0, 0
    for count, line in enumerate(lines, start=1):
        entry = json.loads(line)
        if found := wrong(entry, previous, count):
            return count, withheld, found
        withheld += is_withheld(entry)
        previous = entry["hash"]
    if head and head != previous:
        end = "the last hash is not the one expected: the end is missing, or it is another journal"
        return count, withheld, end
    return count, withheld, ""


def main() -> int:
    """Check the file that is named, and say what was found."""
    parser = argparse.ArgumentParser(description="Check an exported journal.")
    parser.add_argument("file", help="the export, one entry a line")
    parser.add_argument("--head", default="", help="the hash that the last entry should have")
    asked = parser.parse_args()
    try:
        with open(asked.file, encoding="utf-8") as lines:
            place, withheld, found = problem(lines, asked.head)
    except (OSError, ValueError, KeyError, TypeError) as refusal:
        print(f"cannot be read: {refusal!r}", file=sys.stderr)
        return 2
    if found:
        print(f"entry {place}: {found}")
        return 1
    kept = f", {withheld} of them withheld" if withheld else ""
    print(f"{place} entries{kept}, and the chain holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
