"""What the wall keeps from an auditor's account: other engagements, their firms and who works on them.

Found by the journal and by the ledger. It is kept unless it is known to be theirs: an act of an
examination's room whose subject names no engagement of theirs is withheld.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_

from django.db.models import CharField, ForeignKey, Model, Q, Value
from django.db.models.functions import Cast, Concat

from attestry.accounts.models import User
from attestry.engagements.models import Engagement, Firm, Letter
from attestry.engagements.queries.withheld import numbers_of, sealed_for, strangers
from attestry.engagements.rules import subjects
from attestry.evidence.models import Entry
from attestry.evidence.withholding import Withheld
from attestry.evidence.withholding import withheld_entries as withheld_evidence
from attestry.journal.rules import Actor

_STEPS = 6


def journal_entries(actor: Actor) -> Q | None:
    """Acts of other examinations, acts of and about other firms' people, and what is said of sealed entries
    that are withheld themselves.
    """
    mine = numbers_of(actor)
    if mine is None:
        return None
    theirs = _begins("subject", subjects.beginnings_of(mine)) | Q(
        subject__in=[*subjects.whole_of(mine), *_firms_of(mine), subjects.STANDARD]
    )
    has_others = Engagement.objects.exclude(pk__in=mine).exists()
    rooms = subjects.ROOMS + (subjects.HAND_REPORTS_ON if has_others else ())
    told = _begins("act", [f"{room}." for room in rooms])
    told |= _begins("subject", [subjects.FIRM, *(f"{noun}:" for noun in subjects.NOUNS)])
    if has_others:
        told |= Q(subject=subjects.OUTBOX)
    return (told & ~theirs) | _of_strangers(actor, mine) | _of_sealed(actor)


def records(actor: Actor, model: type[Model]) -> Q | None:
    """The records of other engagements, other firms, and other firms' people."""
    mine = numbers_of(actor)
    if mine is None:
        return None
    if model is Firm:
        return ~Q(engagements__in=mine)
    if model is User:
        return Q(pk__in=strangers(actor, mine).values("pk"))
    if model is Engagement:
        return ~Q(pk__in=mine)
    path = _way_to_engagement(model)
    return Q(**{f"{path}__isnull": False}) & ~Q(**{f"{path}__in": mine}) if path else None


def evidence_entries(actor: Actor) -> Withheld | None:
    """Letters, reports, and what other firms handed in about themselves."""
    said = [
        sealed_for(actor, Letter.objects.all()),
        sealed_for(actor, Engagement.objects.all(), engagement="pk", entry="report_entry_seq"),
        sealed_for(actor, Firm.objects.all(), engagement="engagements", entry="licence_entry_seq"),
        sealed_for(actor, Firm.objects.all(), engagement="engagements", entry="peer_review_entry_seq"),
    ]
    found = [one for one in said if one is not None]
    if not found:
        return None
    return Withheld(reduce(or_, (one.kept for one in found)), reduce(or_, (one.shown for one in found)))


def _begins(field: str, beginnings: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{f"{field}__startswith": one}) for one in beginnings), Q(pk__in=[]))


def _firms_of(mine: list[int]) -> list[str]:
    return [one.subject for one in Firm.objects.filter(engagements__in=mine).distinct()]


def _of_strangers(actor: Actor, mine: list[int]) -> Q:
    keys = (
        strangers(actor, mine)
        .annotate(journal_key=Concat(Value("user:"), "email", output_field=CharField()))
        .values("journal_key")
    )
    return Q(actor_key__in=keys) | Q(subject__in=keys)


def _of_sealed(actor: Actor) -> Q:
    kept = withheld_evidence(actor)
    if kept is None:
        return Q(pk__in=[])
    named = Entry.objects.filter(kept).annotate(
        journal_subject=Concat(Value("entry:"), Cast("seq", CharField()))
    )
    return Q(subject__in=named.values("journal_subject"))


@cache
def _way_to_engagement(model: type[Model]) -> str:
    """How a record leads to its engagement, by foreign keys; empty where it leads to none."""
    waiting: list[tuple[type[Model], tuple[str, ...]]] = [(model, ())]
    while waiting:
        here, way = waiting.pop(0)
        if here is Engagement:
            return "__".join(way)
        if len(way) == _STEPS:
            continue
        keys = [one for one in here._meta.concrete_fields if isinstance(one, ForeignKey)]
        waiting += [(one.related_model, (*way, one.name)) for one in keys if one.related_model is not here]
    return ""
