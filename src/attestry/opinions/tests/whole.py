"""An examination taken to the point where its report may be issued."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attestry.controls.models import Control
from attestry.controls.queries.commitments import references_by_control
from attestry.descriptions.actions.signing import sign_assertion
from attestry.descriptions.actions.writing import make_final, write_passage
from attestry.descriptions.models import FinalDescription
from attestry.descriptions.tests.texts import a_described_system, write_all
from attestry.deviations.actions.inquiring import answer_about_events, ask_about_events, weigh_answer
from attestry.deviations.rules.events import EventEffect
from attestry.deviations.tests.weighing import a_deviation, shared
from attestry.engagements.models import Engagement
from attestry.engagements.queries.criteria import criteria_of
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.tests.examination import Examination
from attestry.engagements.tests.issuing import a_letter, in_review
from attestry.kit import clock
from attestry.opinions.actions.issuing import issue_soc_report
from attestry.opinions.actions.writing import approve_opinion, write_opinion
from attestry.opinions.models import IssuedReport
from attestry.opinions.queries.whole import last_opinions
from attestry.opinions.rules.opinion import Cause, OpinionKind, Subject, subjects_for
from attestry.workpapers.actions.concluding import conclude, review_conclusion
from attestry.workpapers.models import Workpaper
from attestry.workpapers.rules.aspect import Aspect
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.tests.papers import a_paper, a_sampled_paper, an_entry, inspect, items_of, mark_all

DEVIATION = "Nobody but its author approved it."
QUALIFIED = {
    "kind": OpinionKind.QUALIFIED,
    "cause": Cause.MISSTATED,
    "is_pervasive": False,
    "criteria": ["CC8.1"],
    "matter": "Changes went live without the approval of another.",
    "reasons": "One criterion alone is concerned.",
}


def fresh(scene: Examination) -> Engagement:
    """The engagement as it stands now."""
    return Engagement.objects.select_related("firm", "system").get(pk=scene.engagement.pk)


def a_live_control(scene: Examination) -> Control:
    """The one control that is in use, and an engagement of the criteria that it speaks to."""
    Control.objects.filter(key="CHG-02").update(state="live", owner=scene.lead)
    spoken = set(references_by_control()["CHG-02"])
    engagement = fresh(scene)
    others = {
        one.reference: "Not relevant here." for one in criteria_of(engagement) if one.reference not in spoken
    }
    Engagement.objects.filter(pk=engagement.pk).update(inapplicable=others)
    scene.engagement.inapplicable = others
    return Control.objects.get(key="CHG-02")


def a_signed_description(scene: Examination) -> FinalDescription:
    """Everything written, made final, and signed by the executive."""
    a_described_system(scene)
    write_all(scene, but=0 if scene.engagement.the_kind.has_period else 9)
    named = ", ".join(sorted(fresh(scene).inapplicable))
    text = (
        f"These criteria are not relevant to the system, since nothing of their kind happens in it: {named}."
    )
    write_passage(scene.lead.actor(), fresh(scene), criterion=8, text=text)
    final = make_final(scene.lead.actor(), fresh(scene))
    sign_assertion(scene.executive.actor(), final, title="Chief Executive")
    return final


def concluded(scene: Examination, paper: Workpaper, verdict: Verdict = Verdict.EFFECTIVE) -> None:
    """Concluded by the auditor and let stand by the senior."""
    inspect(scene, paper)
    made = conclude(
        scene.auditor.actor(),
        paper,
        verdict=verdict,
        words="As far as it was tested.",
        entries=[an_entry().seq],
    )
    review_conclusion(scene.senior.actor(), made, stands=True)


def tested(scene: Examination, control: Control, folder: Path, *, deviates: bool = True) -> None:
    """Design and, where the kind has it, operation of the control, with an item that deviates."""
    a_letter(scene.lead, scene.engagement, LetterKind.ENGAGEMENT)
    concluded(scene, a_paper(scene, control, aspect=Aspect.DESIGN))
    if scene.engagement.the_kind.has_operating_tests:
        paper = a_sampled_paper(scene, control, folder)
        first = items_of(paper)[0].item_id.replace("-", "_")
        mark_all(scene, paper, **({first: DEVIATION} if deviates else {}))
        concluded(scene, paper, Verdict.NOT_EFFECTIVE if deviates else Verdict.EFFECTIVE)
        if deviates:
            shared(scene, a_deviation(scene, paper))
    told_of_events(scene)


def told_of_events(scene: Examination) -> None:
    """Management says that nothing happened after the period, and the firm weighs that."""
    for one in ask_about_events(scene.auditor.actor(), fresh(scene)):
        said = {"has_occurred": False, "words": "Nothing.", "until_on": today(), "said_by": "Bo"}
        answer = answer_about_events(scene.lead.actor(), one, **said)
        weigh_answer(scene.auditor.actor(), answer, effect=EventEffect.NONE, words="As the register says.")


def opined(scene: Examination, *, but: Subject | None = None) -> None:
    """Opinions on every subject matter, operation qualified, approved by the partner."""
    for subject in subjects_for(scene.engagement.the_kind):
        said = QUALIFIED if subject is Subject.OPERATION else {"kind": OpinionKind.UNMODIFIED}
        if subject is not but:
            write_opinion(scene.senior.actor(), fresh(scene), subject_matter=subject, **said)


def ready(scene: Examination, folder: Path) -> Engagement:
    """In review, with nothing against it."""
    control = a_live_control(scene)
    a_signed_description(scene)
    tested(scene, control, folder)
    opined(scene)
    in_review(scene)
    for one in last_opinions(scene.engagement).values():
        approve_opinion(scene.partner.actor(), one)
    return fresh(scene)


def issued_by(scene: Examination, folder: Path) -> IssuedReport:
    """The report of it, issued today."""
    return issue_soc_report(scene.partner.actor(), ready(scene, folder), report_on=today())


def today() -> date:
    """The day on which the clock stands."""
    return clock.now().date()
