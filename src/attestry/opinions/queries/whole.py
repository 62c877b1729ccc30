"""Everything that a report would hold, read from the rooms that keep it."""

from __future__ import annotations

from datetime import date

from attestry.controls.queries.commitments import references_by_control
from attestry.descriptions.queries.description import Draft, draft_of
from attestry.descriptions.rules.ambiguity import controls_named
from attestry.deviations.queries.deviations import every_deviation, not_met_by
from attestry.deviations.queries.report import lacking_to_report
from attestry.engagements.models import Engagement
from attestry.engagements.queries.criteria import criteria_of
from attestry.engagements.queries.standing import lacking_to_issue
from attestry.opinions.models import Opinion
from attestry.opinions.queries.moments import moments_of
from attestry.opinions.queries.tested import tests_of
from attestry.opinions.rules.consistency import Likeness, Whole
from attestry.opinions.rules.opinion import Cause, OpinionKind, Said, Subject, subjects_for

# The description criterion that states which controls meet which criteria.
_CRITERIA_AND_CONTROLS = 5


def whole_of(engagement: Engagement, *, report_on: date | None, today: date) -> Whole:
    """The report as it would be, in a constant number of queries. ``report_on``: the day it would bear."""
    draft = draft_of(engagement, facts_on=[_CRITERIA_AND_CONTROLS])
    opinions = last_opinions(engagement)
    tests = tests_of(engagement)
    deviations = every_deviation(engagement)
    final = draft.final
    signed = getattr(final, "assertion", None)
    return Whole(
        from_on=engagement.from_on,
        until_on=engagement.until_on,
        report_on=report_on,
        subjects=subjects_for(engagement.the_kind),
        opinions={subject: said_of(one) for subject, one in opinions.items()},
        approved=frozenset(subject for subject, one in opinions.items() if hasattr(one, "approval")),
        criteria=tuple(one.reference for one in criteria_of(engagement)),
        tests=tests,
        has_operating_tests=engagement.the_kind.has_operating_tests,
        description_is_final=draft.is_final,
        described_from=final.content["from"] if final else None,
        described_until=final.content["until"] if final else None,
        assertion_signed_on=signed.signed_at.date() if signed and draft.is_final else None,
        described_controls=_described(draft),
        unmet=frozenset(one.reference for one in not_met_by(deviations)),
        deviations_lacking=lacking_to_report(engagement, report_on=report_on, lines=deviations),
        engagement_lacks=lacking_to_issue(engagement, report_on=report_on or today, today=today),
        likeness=tuple(
            Likeness(one.criterion.key, one.likeness.share, one.likeness.source_for_a_firm)
            for one in draft.sections
        ),
        moments=moments_of(engagement),
        deviations=sum(one.deviating for one in tests),
    )


def last_opinions(engagement: Engagement) -> dict[Subject, Opinion]:
    """The opinion that counts on each subject matter, in one query."""
    rows = Opinion.objects.filter(engagement=engagement).select_related("approval").order_by("version")
    return {Subject(one.subject_matter): one for one in rows}


def said_of(one: Opinion) -> Said:
    """An opinion as the rules know it."""
    cause = Cause(one.cause) if one.cause else None
    return Said(OpinionKind(one.kind), cause, one.is_pervasive, tuple(one.criteria), one.matter, one.reasons)


def _described(draft: Draft) -> frozenset[str]:
    """The controls that the description states: those of its facts and those that its texts name."""
    speaking = references_by_control()
    found: set[str] = set()
    for section in draft.sections:
        if section.passage:
            found.update(controls_named(section.passage.text))
        if section.criterion.number == _CRITERIA_AND_CONTROLS:
            found.update(key for fact in section.facts for key in controls_named(fact.words))
    return frozenset(key for key in found if key in speaking)
