"""What a connection says about the file it hands in, checked before anything is opened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from attestry.connectors.sources.files.refusals import setting_refused
from attestry.connectors.sources.files.typed import Forms

FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".parquet": "parquet",
}
ENCODINGS = ("utf-8", "windows-1252", "iso-8859-1")
_DATE_FORMAT = re.compile(r"%[dmY][-/. ]%[dmY][-/. ]%[dmY]")
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file and how it is to be read. ``mapping`` is their column to ours."""

    table: str
    folder: Path
    parts: tuple[str, ...]
    format: str
    mapping: Mapping[str, str]
    constants: Mapping[str, str]
    ignore_other_columns: bool
    id_prefix: str
    delimiter: str
    encoding: str
    forms: Forms
    expected_rows: int
    maximum_bytes: int
    maximum_age: timedelta

    @property
    def name(self) -> str:
        """The file as messages name it: its own name, without the folders above."""
        return self.parts[-1]


def read_settings(settings: Mapping[str, Any]) -> HandedIn:
    """The connection's settings as one value. Raises Invalid with the setting and the reason."""
    folder, parts = _place(str(settings.get("folder") or ""), str(settings.get("path") or ""))
    written = _format(str(settings.get("format") or "auto"), parts[-1])
    return HandedIn(
        table=str(settings.get("table") or ""),
        folder=folder,
        parts=parts,
        format=written,
        mapping=_mapping(settings.get("mapping") or ()),
        constants=_constants(settings.get("constants") or ()),
        ignore_other_columns=bool(settings.get("ignore_other_columns", False)),
        id_prefix=str(settings.get("id_prefix") or ""),
        delimiter=_delimiter(str(settings.get("delimiter") or ","), parts[-1]),
        encoding=_encoding(str(settings.get("encoding") or "utf-8")),
        forms=Forms(_date_format(str(settings.get("date_format") or "")), _zone(settings.get("zone"))),
        expected_rows=_count(settings, "expected_rows", 0, least=0),
        maximum_bytes=_count(settings, "maximum_megabytes", 512, least=1) * _MEGABYTE,
        maximum_age=timedelta(days=_count(settings, "maximum_age_days", 35, least=1)),
    )


def _place(folder: str, path: str) -> tuple[Path, tuple[str, ...]]:
    wanted = PurePosixPath(path)
    if not wanted.name or "\x00" in path + folder:
        raise setting_refused("path", "names no file")
    if ".." in wanted.parts:
        raise setting_refused("path", "leads out of its folder with ..")
    if folder:
        if wanted.is_absolute():
            raise setting_refused("path", f"has to be written from the folder {folder}")
        if not Path(folder).is_absolute():
            raise setting_refused("folder", "has to be written in full, from /")
        return Path(folder), wanted.parts
    if not wanted.is_absolute():
        raise setting_refused("path", "has to be written in full, from /, where no folder is set")
    return Path(wanted.parent), (wanted.name,)


def _format(written: str, name: str) -> str:
    if written != "auto":
        return written
    ending = PurePosixPath(name.lower().removesuffix(".gz")).suffix
    if ending not in FORMATS:
        endings = ", ".join(FORMATS)
        raise setting_refused("format", f"cannot be told from {name!r}; name it, or use one of {endings}")
    return FORMATS[ending]


def _pairs(setting: str, lines: object) -> list[tuple[str, str, str]]:
    if not isinstance(lines, (list, tuple)):
        raise setting_refused(setting, "is not a list")
    return [(str(line), *_halves(setting, str(line))) for line in lines]


def _halves(setting: str, line: str) -> tuple[str, str]:
    left, sign, right = line.partition("=") if setting == "constants" else line.rpartition("=")
    if not sign or not left.strip():
        raise setting_refused(setting, f"{line!r} is not written as name=name")
    return left.strip(), right.strip()


def _mapping(lines: object) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for line, theirs, ours in _pairs("mapping", lines):
        if theirs in mapping or ours in mapping.values() or not ours:
            raise setting_refused("mapping", f"{line!r} names a column twice, or none")
        mapping[theirs] = ours
    return mapping


def _constants(lines: object) -> dict[str, str]:
    constants: dict[str, str] = {}
    for line, ours, value in _pairs("constants", lines):
        if ours in constants:
            raise setting_refused("constants", f"{line!r} names a column twice")
        constants[ours] = value
    return constants


def _delimiter(text: str, name: str) -> str:
    if text == "tab" or (text == "," and name.lower().removesuffix(".gz").endswith(".tsv")):
        return "\t"
    if len(text) != 1 or text.isalnum() or text in '"\r\n \\':
        raise setting_refused("delimiter", f"{text!r} is neither one sign such as , or ; nor the word tab")
    return text


def _encoding(text: str) -> str:
    if text not in ENCODINGS:
        raise setting_refused("encoding", f"{text!r} is not one of {', '.join(ENCODINGS)}")
    return text


def _date_format(text: str) -> str:
    if text and (not _DATE_FORMAT.fullmatch(text) or len(set(re.findall("%.", text))) != 3):
        raise setting_refused("date_format", f"{text!r} is not made of %d, %m and %Y, such as %d/%m/%Y")
    return text


def _zone(name: object) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(str(name))
    except (LookupError, ValueError, OSError) as refusal:
        raise setting_refused("zone", f"{name!r} is not a time zone such as Europe/Berlin") from refusal


def _count(settings: Mapping[str, Any], setting: str, default: int, *, least: int) -> int:
    given = settings.get(setting)
    count = default if given is None else given
    if type(count) is not int or count < least:
        raise setting_refused(setting, f"{count!r} is not a whole number from {least}")
    return count
