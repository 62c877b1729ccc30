"""What differs between the description of the last period and this one: words, and facts of the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attestry.policies.rules.differences import Line, differences


@dataclass(frozen=True, slots=True)
class Stood:
    """One criterion as it stood: its words, and the facts by name; None where none were frozen."""

    words: str
    facts: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """What differs of one criterion: lines of its words, and names of facts that came, went or changed."""

    lines: tuple[Line, ...]
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    is_untouched: bool = False


def since(before: Mapping[int, Stood], now: Mapping[int, Stood]) -> dict[int, Since]:
    """By criterion, those of which anything differs.

    ``is_untouched`` where facts differ and the words are those of the last period: somebody should look.
    A criterion that is not written yet is compared by its facts alone.
    """
    found = {}
    for number, stands in now.items():
        stood = before.get(number, Stood(""))
        lines = differences(stood.words, stands.words) if stands.words else ()
        came, went, changed = _facts(stood.facts, stands.facts)
        if lines or came or went or changed:
            is_same = bool(stands.words) and not lines
            found[number] = Since(lines, came, went, changed, is_untouched=is_same)
    return found


def _facts(
    before: Mapping[str, str] | None, now: Mapping[str, str] | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    if before is None or now is None:
        return (), (), ()
    came = tuple(sorted(now.keys() - before.keys()))
    went = tuple(sorted(before.keys() - now.keys()))
    changed = tuple(sorted(one for one in now.keys() & before.keys() if now[one] != before[one]))
    return came, went, changed
