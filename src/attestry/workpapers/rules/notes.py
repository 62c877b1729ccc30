"""What a piece of work has to say, by its nature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attestry.workpapers.rules.aspect import Nature

FIELDS: dict[Nature, tuple[tuple[str, str], ...]] = {
    Nature.INQUIRY: (
        ("who", "Who was asked"),
        ("role", "In which role"),
        ("when", "When"),
        ("question", "What was asked"),
        ("answer", "What they answered"),
    ),
    Nature.OBSERVATION: (
        ("who", "Who was watched"),
        ("when", "When"),
        ("place", "Where"),
        ("seen", "What was seen"),
    ),
    Nature.INSPECTION: (("item", "What was read"), ("seen", "What it shows")),
    Nature.REPERFORMANCE: (
        ("inputs", "What went in"),
        ("own_result", "Your own result"),
        ("recorded_result", "The result that the company has"),
        ("difference", "The difference, or that there is none"),
    ),
}


def missing_fields(nature: Nature, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each field that the nature asks for and nobody filled in."""
    for field, words in FIELDS[nature]:
        if not said.get(field):
            yield field, f"{words}: it is empty."
