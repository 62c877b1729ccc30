"""The kinds of things that may be shown to the world, each chosen one by one, and what backs each."""

from __future__ import annotations

from enum import StrEnum


class ItemKind(StrEnum):
    """What a line of the public page is about."""

    SYSTEM = "system"
    REPORT = "report"
    FRAMEWORK = "framework"
    CONTROL = "control"
    POLICY = "policy"
    SUBPROCESSOR = "subprocessor"
    LETTER = "letter"

    @property
    def label(self) -> str:
        """Several of the kind, as a heading says it."""
        return _LABELS[self]

    @property
    def backed_by(self) -> str:
        """What has to stand behind a line of the kind before it is shown."""
        return _BACKED_BY[self]


_LABELS = {
    ItemKind.SYSTEM: "Systems",
    ItemKind.REPORT: "Reports",
    ItemKind.FRAMEWORK: "Frameworks",
    ItemKind.CONTROL: "Controls",
    ItemKind.POLICY: "Policies",
    ItemKind.SUBPROCESSOR: "Subprocessors",
    ItemKind.LETTER: "Bridge letters",
}
_BACKED_BY = {
    ItemKind.SYSTEM: "A report that was issued about the system.",
    ItemKind.REPORT: "The report as it was issued and sealed. Its opinion is shown as issued, word for word.",
    ItemKind.FRAMEWORK: "An issued report against it, or controls that speak to it and have sealed evidence.",
    ItemKind.CONTROL: "An issued report that names the control, or sealed evidence of it.",
    ItemKind.POLICY: "A version that was approved and published. A later one is chosen anew.",
    ItemKind.SUBPROCESSOR: "The vendor in the register, with its relation going on.",
    ItemKind.LETTER: "The letter as an officer signed it, of a report that is shown.",
}
