"""What this room keeps behind the wall, each text of it with a word to look for."""

from __future__ import annotations

from datetime import timedelta

from attestry.deviations.actions.evaluating import confirm_deviation
from attestry.deviations.actions.inquiring import answer_about_events, ask_about_events, weigh_answer
from attestry.deviations.actions.raising import explain_mark, raise_from_marks
from attestry.deviations.queries.marks import marks_to_raise
from attestry.deviations.rules.events import EventEffect
from attestry.deviations.rules.ground import Ground
from attestry.deviations.tests.weighing import a_deviation, evaluated, shared
from attestry.engagements.tests.examination import Examination
from attestry.kit import clock
from attestry.workpapers.actions.writing import mark_item
from attestry.workpapers.rules.grid import Mark


def plant(scene: Examination, word: str) -> None:
    """A deviation whose result is shared, one behind the wall, a reason, and a weighed answer."""
    paper = marks_to_raise(scene.engagement)[0].workpaper
    first = a_deviation(scene, paper, title=word, words=word)
    shared(scene, first, cause=word, pervasiveness=word, compensating_words=word, incident_words=word)
    for item in list(paper.marks.filter(mark="pass", attribute="A"))[:2]:
        mark_item(scene.auditor.actor(), paper, item.item, marks={"A": Mark.FAIL}, words=word)
    second, third = [one.mark for one in marks_to_raise(scene.engagement)]
    explain_mark(scene.auditor.actor(), second, ground=Ground.TIMING, words=word)
    raised = raise_from_marks(scene.auditor.actor(), paper, marks=[third], title=word, words=word)
    said = {"on_evidence": word, "on_population": word, "on_timing": word}
    confirm_deviation(scene.auditor.actor(), raised, is_deviation=True, **said)
    evaluated(scene, raised, cause=word)
    today = clock.now().date()
    for one in ask_about_events(scene.auditor.actor(), scene.engagement):
        answer = answer_about_events(
            scene.lead.actor(),
            one,
            has_occurred=False,
            words="Nothing.",
            until_on=max(today - timedelta(days=1), scene.engagement.until_on + timedelta(days=1)),
            said_by="Bo",
        )
        weigh_answer(scene.auditor.actor(), answer, effect=EventEffect.NONE, words=word)
