"""What deviates is raised, evaluated, reviewed, shared and answered; and what happened after the period."""

from __future__ import annotations

from datetime import datetime

from attestry.control_tests.models import Result
from attestry.controls.models import Control
from attestry.deviations.actions.evaluating import confirm_deviation, evaluate_deviation, review_evaluation
from attestry.deviations.actions.inquiring import answer_about_events, ask_about_events, weigh_answer
from attestry.deviations.actions.raising import raise_from_fact, raise_from_marks
from attestry.deviations.actions.sharing import respond, share_deviation
from attestry.deviations.models import Deviation, EventInquiry, SharedResult
from attestry.deviations.queries.facts import citable_conclusions, criteria_of_deviation
from attestry.deviations.queries.marks import unexplained_marks
from attestry.deviations.rules.events import EventEffect
from attestry.deviations.rules.weighing import Effect
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Duty
from attestry.incidents.models import Incident
from attestry.kit import clock
from attestry.sample_company.actions.examining.scene import Scene
from attestry.sample_company.actions.examining.showing import input_of
from attestry.sample_company.content.examination import WeighedFile
from attestry.workpapers.models import Conclusion, Workpaper
from attestry.workpapers.rules.aspect import Aspect


def weigh(scene: Scene, engagement: Engagement) -> None:
    """Each deviation that the tests found, as the firm judges it."""
    for told in scene.whole.weighed:
        found = _raised(scene, engagement, told)
        for one in found:
            _judge(scene, one, told)


def respond_to_all(scene: Scene, engagement: Engagement) -> None:
    """Management's own words on each result."""
    said = {one.title: one.answer for one in scene.whole.weighed}
    for result in SharedResult.objects.filter(deviation__engagement=engagement).select_related("deviation"):
        answer = said[result.deviation.title]
        respond(
            scene.lead,
            result,
            stance=answer.stance,
            words=answer.words,
            action=answer.action,
            due_on=scene.on(answer.due),
            who=answer.who,
        )


def ask_later(scene: Scene, engagement: Engagement) -> None:
    """What happened since the end of the period."""
    ask_about_events(scene.firm(Duty.AUDITOR), engagement)


def answer_later(scene: Scene, engagement: Engagement) -> None:
    """Management answers up to the day of the report."""
    said = scene.whole.later_events
    for one in EventInquiry.objects.filter(engagement=engagement):
        answer_about_events(
            scene.lead,
            one,
            has_occurred=False,
            words=said.words,
            until_on=clock.now().date(),
            said_by=said.said_by,
        )


def weigh_later(scene: Scene, engagement: Engagement) -> None:
    """What the firm makes of each answer."""
    for one in EventInquiry.objects.filter(engagement=engagement):
        answer = one.answers.last()
        if answer is not None:
            words = scene.whole.later_events.weighed
            weigh_answer(scene.firm(Duty.AUDITOR), answer, effect=EventEffect.NONE, words=words)


def _raised(scene: Scene, engagement: Engagement, told: WeighedFile) -> list[Deviation]:
    auditor = scene.firm(Duty.AUDITOR)
    paper = _paper(engagement, told.control)
    if paper is None:
        return []
    if told.population:
        marks = [one.mark for one in unexplained_marks(engagement) if one.workpaper.pk == paper.pk]
        if not marks:
            return []
        return [raise_from_marks(auditor, paper, marks=marks, title=told.title, words=told.words)]
    shown = _failed_reading(told.test, scene.first_at, scene.end_at)
    if shown is None:
        return []
    control = Control.objects.get(key=told.control)
    return [
        raise_from_fact(auditor, engagement, control, title=told.title, words=told.words, entry_seq=shown)
    ]


def _judge(scene: Scene, one: Deviation, told: WeighedFile) -> None:
    auditor = scene.firm(Duty.AUDITOR)
    confirm_deviation(
        auditor,
        one,
        is_deviation=True,
        on_evidence="What shows it is sealed, and was read; nothing is missing.",
        on_population="It lies within the days and the systems that are examined.",
        on_timing="Its days were compared with those that the control allows.",
    )
    made = evaluate_deviation(
        auditor,
        one,
        pattern=told.pattern,
        is_intentional=False,
        is_override=False,
        cause=told.cause,
        extension=told.extension,
        extension_words=told.extension_words,
        compensating=_compensating(one, told.compensating),
        compensating_words=told.compensating_words,
        effects={key: _effect(told, key) for key in criteria_of_deviation(one)},
        pervasiveness=told.pervasiveness,
        incident=Incident.objects.filter(title=told.incident).first() if told.incident else None,
        incident_words=told.incident_words,
        severity=told.severity,
    )
    review_evaluation(scene.firm(Duty.PARTNER), made, stands=True)
    share_deviation(auditor, one, what=told.what, effect=told.effect)


def _effect(told: WeighedFile, key: str) -> Effect:
    if key in told.effects:
        return told.effects[key]
    return told.other_effects if not told.only or key in told.only else Effect.NONE


def _compensating(one: Deviation, key: str) -> list[Conclusion]:
    return [found.conclusion for found in citable_conclusions(one) if found.paper.control.key == key]


def _paper(engagement: Engagement, key: str) -> Workpaper | None:
    found = Workpaper.objects.filter(engagement=engagement, control__key=key, aspect=Aspect.OPERATION)
    return found.select_related("engagement", "control").first()


def _failed_reading(test_id: str, first: datetime, until: datetime) -> int | None:
    """The entry in which a control test saw a failure first, in the period."""
    found = Result.objects.filter(test_id=test_id, failed__gt=0, run__as_of__gte=first, run__as_of__lt=until)
    earliest = found.order_by("run__ordinal").first()
    return input_of(earliest) if earliest is not None else None
