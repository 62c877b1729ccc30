"""The contents of an examination's report, arranged as they are printed: Section IV by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.reports.contents import Contents
from attestry.reports.kinds.soc2.results import by_series, index_of, results_of
from attestry.reports.rules.disclaimer import BESIDE_A_FIRM

IS = "An examination by the firm named above, with its opinion in Section I, over the time that it names."
IS_NOT = "Not a certificate, and no promise of what comes after the time that it speaks of."


def build(content: Mapping[str, Any], *, draft_mark: str, copy_of: str = "") -> Contents:
    """What is printed of frozen contents, or of a draft where there is a mark.

    ``copy_of``: the SHA-256 of the file that was issued, for a copy in another form; it bears no seal.
    """
    firm = content["firm"]
    return Contents(
        title=f"{content['kind_label']} report",
        is_final=not draft_mark,
        draft="Draft: not issued, without an opinion that anybody may rely on",
        final="A copy of the report that was issued" if copy_of else "As it was issued",
        what_it_is=IS,
        what_it_is_not=IS_NOT,
        cover=tuple(_cover(content, firm, copy_of)),
        facts={
            **content,
            "seal": _seal(content, copy_of),
            "series": by_series(content),
            "results": results_of(content),
            "index": index_of(content),
            "printed_tests": prints_tests(content),
        },
        disclaimer=BESIDE_A_FIRM,
        draft_mark=draft_mark,
    )


def prints_tests(content: Mapping[str, Any]) -> bool:
    """Whether tests of operation and their results stand in Section IV."""
    return any(test["aspect"] == "operation" for one in content["controls"] for test in one["tests"])


def _cover(content: Mapping[str, Any], firm: Mapping[str, str], copy_of: str) -> list[tuple[str, str]]:
    lines = [
        ("System", content["system"]),
        ("Speaks of", content["when"][:1].upper() + content["when"][1:]),
        ("Categories", ", ".join(one.replace("_", " ").capitalize() for one in content["categories"])),
        ("Criteria", content["edition"]),
        ("Standard", content["standard"]),
        ("Service auditor", _joined(firm.get("name"), firm.get("city"), firm.get("state")) or "Not named"),
        ("Dated", content["report_on_words"]),
    ]
    if content["reissue"]:
        lines.append(("Replaces", f"Version {content['reissue']['version']}: {content['reissue']['why']}"))
    if copy_of:
        lines.append(("Copy of", f"The PDF that was issued, SHA-256 {copy_of}"))
    return lines


def _seal(content: Mapping[str, Any], copy_of: str) -> str:
    """Whose seal the file bears. Contents that were frozen before there were seals say nothing of one."""
    if copy_of:
        return f"This is a copy and bears no seal. The report is the PDF whose SHA-256 is {copy_of}."
    return str(content.get("seal", ""))


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
