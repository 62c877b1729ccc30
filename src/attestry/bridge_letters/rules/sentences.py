"""The sentences of a letter: what it prints, from its contents alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attestry.bridge_letters.rules.change import Answer, source_words
from attestry.kit.clock import from_text
from attestry.ui.words import counted_words, day_words, instant_words

_UNCHANGED = "To our knowledge nothing material changed in the system or in its controls in these days"


def facts_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the letter prints, as plain values."""
    report = content["report"]
    expected = content["next_report_on"]
    return {
        "to": "To the readers of our report",
        "report": _report(report),
        "opinions": [_opinion(one) for one in report["opinions"]],
        "covers": _covers(content),
        "warning": content["warning"],
        "says": list(_says(content)),
        "disclosed": list(_changes(content, Answer.DISCLOSED)),
        "explained": list(_changes(content, Answer.EXPLAINED)),
        "unspoken": _unspoken(content["unspoken"]),
        "limits": _limits(content),
        "next": f"We expect the next report on {_day(expected)}."
        if expected
        else "We do not say when the next report is expected.",
        "signed": _signed(content),
        "rests": _rests(content),
        "seal": content.get("seal_words", ""),
    }


def days_words(content: Mapping[str, Any]) -> str:
    """The days that it speaks of."""
    return f"{_day(content['from'])} to {_day(content['until'])}"


def done_words(after: Mapping[str, Any]) -> str:
    """What an act did to a letter, by what the journal says of it."""
    if "version" in after:
        return f"wrote version {after['version']}"
    if "answered" in after:
        return f"answered for {counted_words(len(after['answered']), 'change')}"
    if "withdrawn" in after:
        return "withdrew it"
    return "signed it" if "signed" in after else "reviewed it"


def _report(report: Mapping[str, Any]) -> str:
    speaks = f"from {_day(report['from'])} to {_day(report['until'])}" if report["from"] else (
        f"as of {_day(report['until'])}"
    )  # fmt: skip
    return (
        f"Our last report is the {report['kind']} report “{report['title']}”, version {report['version']}, "
        f"on the system “{report['system']}” {speaks}. {report['firm']} issued it, dated "
        f"{_day(report['report_on'])}. This letter changes nothing in it and adds nothing to it."
    )


def _opinion(one: Mapping[str, Any]) -> str:
    about = f" with regard to {', '.join(one['criteria'])}" if one["criteria"] else ""
    return f"On the {one['subject']}: {one['label'].lower()}{about}."


def _covers(content: Mapping[str, Any]) -> str:
    return (
        f"It speaks of {counted_words(content['days'], 'day')}, from {_day(content['from'])}, the day after "
        f"the last that the report speaks of, to {_day(content['until'])}, and of no day after that."
    )


def _says(content: Mapping[str, Any]) -> Iterator[str]:
    disclosed = sum(one["answer"] == Answer.DISCLOSED for one in content["changes"])
    if content["is_no_material_change"]:
        listed = "What our records hold besides is listed below, each with why we take it as not material."
        held = f"{_UNCHANGED}. {listed}"
        yield (
            held if content["changes"] else f"{_UNCHANGED}, and our records hold nothing that says otherwise."
        )
    elif disclosed:
        count = counted_words(disclosed, "matter")
        yield f"In these days there was what a reader has to know: {count}, below."
    yield from (one.strip() for one in content["statement"].split("\n") if one.strip())


def _changes(content: Mapping[str, Any], answer: Answer) -> Iterator[list[str]]:
    for one in content["changes"]:
        if one["answer"] == answer:
            where = ", ".join(source_words(kind, number) for kind, number in one["sources"])
            yield [_day(one["on"]), one["kind_label"], one["title"], one["words"], one["answer_words"], where]


def _unspoken(keys: list[str]) -> str:
    if not keys:
        return ""
    return (
        f"Of {counted_words(len(keys), 'control')} no test in our records speaks, and what this letter says "
        f"of them rests on our knowledge alone: {', '.join(keys)}."
    )


def _limits(content: Mapping[str, Any]) -> list[str]:
    own = [one.strip() for one in content["limits"].split("\n") if one.strip()]
    reach = content["evidence_reaches"]
    return [
        "It is about the system that the report names, and about no other.",
        f"The evidence behind it reaches to {_day(reach)}; what was not recorded by then is not in it."
        if reach
        else "No evidence stands behind it.",
        "It is no promise of what comes after its last day, and takes no report's place.",
        *own,
    ]


def _signed(content: Mapping[str, Any]) -> list[str]:
    signer = content.get("signer")
    if not signer:
        return []
    return [signer["name"], signer["title"], content["organization"], instant_words(from_text(signer["at"]))]


def _rests(content: Mapping[str, Any]) -> list[list[str]]:
    ledger, journal = content.get("ledger"), content.get("journal")
    if not ledger or not journal:
        return []
    return [
        [f"Ledger, signed root over {counted_words(ledger['size'], 'entry', 'entries')}", ledger["root"]],
        [f"Journal, entry {journal['seq']}", journal["hash"]],
        ["The report's PDF, SHA-256", content["report"]["pdf_sha256"]],
        ["Reviewed contents, SHA-256", content["reviewed"]],
    ]


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text))
