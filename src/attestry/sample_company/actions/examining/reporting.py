"""The description and the assertion, the opinions, their approval, and the report."""

from __future__ import annotations

from attestry.descriptions.actions.signing import sign_assertion
from attestry.descriptions.actions.writing import make_final, write_passage
from attestry.descriptions.models import FinalDescription
from attestry.descriptions.queries.facts import facts_of
from attestry.descriptions.rules.criteria import criteria_for
from attestry.deviations.queries.deviations import criteria_not_met
from attestry.engagements.actions.moving import move_on
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.state import State
from attestry.kit import clock
from attestry.opinions.actions.issuing import issue_soc_report
from attestry.opinions.actions.writing import approve_opinion, write_opinion
from attestry.opinions.queries.whole import last_opinions
from attestry.opinions.rules.opinion import Cause, OpinionKind, Subject, subjects_for
from attestry.sample_company.actions.examining.scene import Scene


def describe(scene: Scene, engagement: Engagement) -> None:
    """Every description criterion answered, with the names that the registers hold."""
    said, facts = scene.whole.passages, facts_of(engagement)
    texts = {one.criterion: one.text for one in said.texts}
    incidents = ", ".join(one.name for one in facts[4])
    names = ", ".join(one.name for one in facts[7] if one.must_be_named)
    for one in criteria_for(has_period=engagement.the_kind.has_period):
        text, none = texts.get(one.number, "").format(names=names, incidents=incidents), ""
        if one.number == 4:
            text = said.incidents.format(incidents=incidents) if incidents else ""
            none = "" if incidents else said.no_incidents
        if one.number == 8:
            none = said.no_inapplicable
        write_passage(scene.lead, engagement, criterion=one.number, text=text, none_because=none)


def sign(scene: Scene, engagement: Engagement) -> None:
    """The description is final, and an officer signs what management claims of it."""
    made = make_final(scene.lead, engagement)
    signer = scene.of_ours(scene.whole.signed_by.login).actor()
    sign_assertion(signer, FinalDescription.objects.get(pk=made.pk), title=scene.whole.signed_by.title)


def opine(scene: Scene, engagement: Engagement) -> None:
    """Unmodified, but for what the evaluations say is not met."""
    not_met = {one.reference for one in criteria_not_met(engagement)}
    told = scene.told.qualified
    for subject in subjects_for(engagement.the_kind):
        author = scene.firm(Duty.LEAD)
        if subject is Subject.OPERATION and told is not None and not_met.intersection(told.criteria):
            write_opinion(
                author,
                engagement,
                subject_matter=subject,
                kind=OpinionKind.QUALIFIED,
                cause=Cause.MISSTATED,
                is_pervasive=False,
                criteria=told.criteria,
                matter=told.matter,
                reasons=told.reasons,
            )
        else:
            write_opinion(author, engagement, subject_matter=subject, kind=OpinionKind.UNMODIFIED)


def approve(scene: Scene, engagement: Engagement) -> None:
    """To review, where the partner lets each opinion stand."""
    move_on(scene.firm(Duty.LEAD), engagement, to=State.REVIEW)
    for one in last_opinions(engagement).values():
        approve_opinion(scene.firm(Duty.PARTNER), one)


def issue(scene: Scene, engagement: Engagement) -> None:
    """The partner issues the report, of today."""
    issue_soc_report(scene.firm(Duty.PARTNER), engagement, report_on=clock.now().date())
