"""What the firm writes of its opinion, for the tests of the wall."""

from __future__ import annotations

from attestry.engagements.tests.examination import Examination
from attestry.opinions.actions.writing import write_opinion
from attestry.opinions.rules.opinion import Cause, OpinionKind, Subject


def plant(scene: Examination, word: str) -> None:
    """A qualified opinion, and another version of it, with reasons that nobody of management reads yet."""
    for change in ("", word):
        write_opinion(
            scene.senior.actor(),
            scene.engagement,
            subject_matter=Subject.OPERATION,
            kind=OpinionKind.QUALIFIED,
            cause=Cause.MISSTATED,
            is_pervasive=False,
            criteria=["CC8.1"],
            matter=word,
            reasons=word,
            change_reason=change,
        )
