"""Whether the contents of a report are whole: every section of its kind, and the six parts of an attestation.

Content is judged as it would be frozen, so that nothing is issued that a reader could not find in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attestry.descriptions.rules.assumed import VENDOR, subservice_words, user_entity_words
from attestry.engagements.errors import WrongForKind
from attestry.engagements.rules.contents import Part, strange_parts
from attestry.engagements.rules.kind import EngagementKind
from attestry.opinions.rules.consistency import Disagreement
from attestry.ui.words import counted_words

ATTESTATION = {
    "subject_matter": "subject matter",
    "criteria": "criteria",
    "assertion": "assertion",
    "responsible_party": "responsible party",
    "practitioner": "practitioner",
    "opinion": "opinion",
}


def missing_in(content: Mapping[str, Any]) -> tuple[Disagreement, ...]:
    """The sections that are missing, each named, and what the attestation lacks."""
    kind = EngagementKind(content["kind"])
    found = [
        Disagreement("Attestation", f"its {words} is missing")
        for key, words in ATTESTATION.items()
        if not content["attestation"].get(key)
    ]
    found += [Disagreement(section, words) for section, words in _sections(kind, content)]
    found += [Disagreement("III Description", words) for words in _others(content)]
    return tuple(found)


def parts_of(content: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts that the content holds, as kinds of report know them."""
    held = {
        Part.OPINION: content["opinions"],
        Part.ASSERTION: content["assertion"],
        Part.DESCRIPTION: content["description"],
        Part.BOUNDARY: content["boundary"],
        Part.CONTROLS: content["controls"],
        Part.TESTS: any(
            test["aspect"] == "operation" for one in content["controls"] for test in one["tests"]
        ),
        Part.OPERATING_OPINION: any(one["subject"] == "operation" for one in content["opinions"]),
        Part.OTHER: content["other"],
    }
    return tuple(part for part, holds in held.items() if holds)


def refuse_strange_parts(content: Mapping[str, Any]) -> None:
    """Raises WrongForKind for what a report of the kind never holds, such as tests in a SOC 3."""
    kind = EngagementKind(content["kind"])
    strange = strange_parts(kind, parts_of(content))
    if strange:
        raise WrongForKind(kind.label, [one.value for one in strange])


def _sections(kind: EngagementKind, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not content["opinions"]:
        yield "I Opinion", "Section I is missing: no opinion is written"
    if not content["assertion"]:
        yield "II Assertion", "Section II is missing: management's assertion is not signed"
    if kind is EngagementKind.SOC_3:
        if not content["boundary"]:
            yield "III Description", "the boundary of the system is missing"
        return
    if not content["description"]:
        yield "III Description", "Section III is missing: the description is not final"
    if not content["controls"]:
        yield "IV Tests", "Section IV is missing: it holds no control"
    if kind.prints_tests:
        yield from _without_tests(content)


def _without_tests(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    tested = {
        reference
        for one in content["controls"]
        for test in one["tests"]
        if test["aspect"] == "operation" and test["verdict"]
        for reference in one["criteria"]
    }
    bare = [one["reference"] for one in content["criteria"] if one["reference"] not in tested]
    if bare:
        count = counted_words(len(bare), "criterion", "criteria")
        yield "IV Tests", f"Section IV holds no test of operation for {count}: {', '.join(bare[:8])}"


def _others(content: Mapping[str, Any]) -> Iterator[str]:
    """Where the final description and the records differ in what is assumed of others, one by one."""
    sections = {one["criterion"]: one["facts"] for one in content["description"].get("sections", ())}
    if 6 in sections:
        kept = {one["key"]: user_entity_words(one["text"], one["criteria"])
                for one in content["user_entity_controls"]}  # fmt: skip
        yield from _differing("user entity control", _facts(sections[6]), kept)
    if 7 in sections:
        kept = {
            one["name"]: subservice_words(
                one["service"], one["method"], [each["text"] for each in one["expected"]], one["monitoring"]
            )
            for one in content["subservice_organizations"]
        }
        yield from _differing("subservice organization", _facts(sections[7]), kept)


def _facts(said: Iterable[Sequence[str]]) -> dict[str, str]:
    """What the scope says of each; what a vendor's report says is no statement of the scope."""
    return {fact[0]: fact[1] for fact in said if not fact[0].startswith(VENDOR)}


def _differing(what: str, described: Mapping[str, str], kept: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(described.keys() - kept.keys()):
        yield f"it names the {what} {name}, and the records hold none in scope"
    for name in sorted(kept.keys() - described.keys()):
        yield f"it leaves out the {what} {name} of the records"
    for name in sorted(described.keys() & kept.keys()):
        if described[name] != kept[name]:
            yield f"it says something else of the {what} {name} than the records"
