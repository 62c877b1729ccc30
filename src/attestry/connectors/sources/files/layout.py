"""Which of the file's columns becomes which of ours, which are missing, and which are constant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attestry.connectors.sources.files.handed_in import HandedIn
from attestry.connectors.sources.files.refusals import refused, setting_refused
from attestry.connectors.sources.files.typed import Value, converter
from attestry.kit.duck import TableShape
from attestry.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class Layout:
    """``pairs`` are (their column, our column) in our order; ``absent`` are ours that nothing brings."""

    pairs: tuple[tuple[str, str], ...]
    constants: dict[str, Value]
    absent: tuple[str, ...]


def lay_out(handed_in: HandedIn, shape: TableShape, columns: Sequence[str]) -> Layout:
    """The layout of a file that brings ``columns``. Raises Invalid naming the column that does not fit."""
    _check_names(handed_in, shape, columns)
    constants = _constants(handed_in, shape)
    theirs_by_ours = _matched(handed_in, shape, columns)
    for ours in constants:
        if ours in theirs_by_ours:
            raise setting_refused("constants", f"{ours} is in the file too, as {theirs_by_ours[ours]!r}")
    if shape.item_column not in theirs_by_ours:
        raise _no_column(handed_in, shape, columns)
    if len(theirs_by_ours) == 1:
        reason = f"no column of {shape.name} besides its id; is this the right table?"
        raise refused(handed_in.name, 1, shape.item_column, reason)
    pairs = tuple((theirs_by_ours[ours], ours) for ours in shape.column_names if ours in theirs_by_ours)
    absent = tuple(ours for ours in shape.column_names if ours not in theirs_by_ours | constants)
    return Layout(pairs, constants, absent)


def _check_names(handed_in: HandedIn, shape: TableShape, columns: Sequence[str]) -> None:
    known = ", ".join(shape.column_names)
    for theirs, ours in handed_in.mapping.items():
        if ours not in shape.types:
            raise setting_refused("mapping", f"{ours!r} is not a column of {shape.name}; it has {known}")
        if theirs not in columns:
            raise refused(handed_in.name, 1, theirs, f"is not in the file, which has {', '.join(columns)}")
    for ours in handed_in.constants:
        if ours not in shape.types or ours == shape.item_column:
            raise setting_refused(
                "constants", f"{ours!r} is not a column of {shape.name} that can be constant"
            )


def _constants(handed_in: HandedIn, shape: TableShape) -> dict[str, Value]:
    constants: dict[str, Value] = {}
    for ours, text in handed_in.constants.items():
        try:
            constants[ours] = converter(shape.types[ours], handed_in.forms)(text)
        except ValueError as refusal:
            raise setting_refused("constants", f"{ours}: {refusal}") from refusal
    return constants


def _matched(handed_in: HandedIn, shape: TableShape, columns: Sequence[str]) -> dict[str, str]:
    """Our column to theirs: by the mapping first, then by the same name."""
    matched = {ours: theirs for theirs, ours in handed_in.mapping.items()}
    for theirs in columns:
        if theirs in handed_in.mapping:
            continue
        if theirs in shape.types and theirs not in matched:
            matched[theirs] = theirs
        elif not handed_in.ignore_other_columns:
            raise refused(handed_in.name, 1, theirs, f"is not a column of {shape.name}, and nothing maps it")
    return matched


def _no_column(handed_in: HandedIn, shape: TableShape, columns: Sequence[str]) -> Invalid:
    reason = f"every row of {shape.name} needs it, and the file has only {', '.join(columns)}"
    return refused(handed_in.name, 1, shape.item_column, reason)
