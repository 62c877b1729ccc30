"""The short verdict of an answer, and the word that a sender's sheet has for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

_LETTERS = re.compile(r"[^a-z]+")


class Verdict(StrEnum):
    """What an answer comes down to."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """As one says it."""
        return _LABELS[self]


_LABELS = {
    Verdict.YES: "Yes",
    Verdict.NO: "No",
    Verdict.PARTLY: "Partly",
    Verdict.NOT_APPLICABLE: "Not applicable",
}
_SAID = {
    Verdict.YES: {"yes", "y", "true", "compliant", "fullycompliant", "implemented", "inplace"},
    Verdict.NO: {"no", "n", "false", "notcompliant", "noncompliant", "notimplemented", "notinplace"},
    Verdict.PARTLY: {"partly", "partial", "partially", "partiallycompliant", "partiallyimplemented"},
    Verdict.NOT_APPLICABLE: {"na", "notapplicable", "nonapplicable"},
}


def verdict_said(words: str) -> Verdict | None:
    """The verdict that a short word means, such as “N/A”; None: it is none of them."""
    bare = _LETTERS.sub("", words.lower())
    return next((verdict for verdict, said in _SAID.items() if bare in said), None)


def word_for(verdict: Verdict, choices: Sequence[str]) -> str:
    """The word of the sender's own list that means the verdict; ours where the list has none."""
    return next((one for one in choices if verdict_said(one) is verdict), verdict.label)
