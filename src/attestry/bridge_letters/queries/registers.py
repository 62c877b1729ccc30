"""What else the records tell of a letter's days: scope, subservice organizations, incidents, open issues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q

from attestry.bridge_letters.queries.sources import (
    Span,
    acts_in,
    done_words,
    grouped,
    journal_sources,
    object_words,
    told,
)
from attestry.bridge_letters.rules.change import Change, ChangeKind, Source
from attestry.evidence.models import Entry
from attestry.incidents.models import Incident
from attestry.incidents.rules.standing import Severity
from attestry.journal.models import JournalEntry
from attestry.remediation.models import Task
from attestry.remediation.rules.task import LEFT, Priority, TaskState
from attestry.ui.words import day_words
from attestry.vendors.models import Vendor

_OF_SUBSERVICE = {
    "scope.add_subservice_organization": "named as a subservice organization",
    "scope.edit_subservice_organization": "described anew",
    "scope.expect_control": "a control was expected of it",
    "scope.expect_no_longer": "a control was expected of it no longer",
    "vendors.add_vendor": "taken into the register",
    "vendors.import_vendors": "taken from a list",
    "vendors.accept_proposal": "taken into the register",
    "vendors.edit_vendor": "described anew",
    "vendors.end_vendor": "ended",
    "vendors.resume_vendor": "resumed",
    "vendors.record_report": "its report was recorded",
}
# Acts of the scope that plan or file and change nothing of what the system is.
_NO_CHANGE = {
    "scope.keep_answers", "scope.ensure_system", "scope.add_driver", "scope.drop_driver", "scope.start_track",
    "scope.stop_track", "scope.import_readings", "scope.import_grants", "scope.record_disposal",
    "scope.add_certificate",
}  # fmt: skip
_ACTS = {
    "scope.sign_decision": "signed",
    "scope.note_discovered": "something new was found",
    "scope.mark_inapplicable": "left out",
    "scope.mark_applicable": "taken in",
}
_TITLES = {
    "scope.sign_decision": "Scope decision",
    "scope.note_discovered": "Resources that sources discovered",
    "scope.decide_resource": "Resources in or out of the boundary",
    "scope.choose_category": "Trust services categories",
    "scope.mark_inapplicable": "Criteria that do not apply",
    "scope.mark_applicable": "Criteria that apply after all",
}


def of_registers(span: Span) -> Iterator[Change]:
    """Changes of scope and of subservice organizations, incidents, and issues that are open now."""
    acts = acts_in(span, "scope", "vendors")
    yield from _scope(acts)
    yield from _subservice(acts)
    yield from _incidents(span)
    yield from _issues(span)


def _scope(acts: Iterable[JournalEntry]) -> Iterator[Change]:
    asked = (
        one
        for one in acts
        if one.act.startswith("scope.") and one.act not in _OF_SUBSERVICE and one.act not in _NO_CHANGE
    )
    for name, done in sorted(grouped(asked, lambda one: [one.act]).items()):
        what = object_words(name)
        yield Change(
            key=f"scope:{name}",
            kind=ChangeKind.SCOPE,
            title=_TITLES.get(name, f"{what[:1].upper()}{what[1:]}: {done_words(name)}"),
            words=told(done, _ACTS, naming=not name.startswith("scope.note_")),
            on=done[0].at.date(),
            sources=journal_sources(done),
        )


def _subservice(acts: Iterable[JournalEntry]) -> Iterator[Change]:
    asked = [one for one in acts if one.act in _OF_SUBSERVICE and ":" in one.subject]
    by_name = grouped(asked, lambda one: [one.subject.partition(":")[2]])
    known = set(Vendor.objects.exclude(method="").values_list("name", flat=True)) if by_name else set()
    for name, done in sorted(by_name.items()):
        if name in known or any(_is_of_subservice(one) for one in done):
            yield Change(
                key=f"subservice:{name}",
                kind=ChangeKind.SUBSERVICE,
                title=name,
                words=told(done, _OF_SUBSERVICE),
                on=done[0].at.date(),
                sources=journal_sources(done),
            )


def _is_of_subservice(one: JournalEntry) -> bool:
    if one.act.startswith("scope."):
        return True
    return any((said or {}).get("method") for said in (one.before, one.after))


def _incidents(span: Span) -> Iterator[Change]:
    """Those noticed or written down in the span, and serious ones that were open at its end."""
    is_of_it = Q(detected_at__gte=span.start) | Q(recorded_at__gte=span.start)
    is_open = Q(closed_at=None) | Q(closed_at__gte=span.end)
    found = list(
        Incident.objects.filter(is_of_it | is_open, detected_at__lt=span.end).order_by("detected_at", "pk")
    )
    sealed = _last_sealed("incidents", span.end) if found else ()
    for one in found:
        closed = one.closed_at if one.closed_at and one.closed_at < span.end else None
        is_left = closed is None
        is_serious = Severity(one.severity).is_serious
        ended = f"Closed on {day_words(closed)}" if closed else "Not closed by the last day"
        yield Change(
            key=f"incident:{one.pk}",
            kind=ChangeKind.INCIDENT,
            title=one.title,
            words=f"{one.get_kind_display()}, rated {one.severity}, noticed on "
            f"{day_words(one.detected_at)}. {ended}.",
            on=one.detected_at.date(),
            sources=(Source("incident", str(one.pk)), *sealed),
            must_be_disclosed=is_left and is_serious,
            bars_no_change=is_left and is_serious,
        )


def _issues(span: Span) -> Iterator[Change]:
    """Tasks rated high or above that are left, and those whose risk was accepted instead."""
    found = Task.objects.filter(priority__lte=Priority.HIGH, opened_at__lt=span.end)
    found = found.filter(state__in=[*LEFT, TaskState.ACCEPTED]).order_by("opened_at", "pk")
    tasks = list(found)
    sealed = _last_sealed("remediation", span.end) if tasks else ()
    for one in tasks:
        yield Change(
            key=f"issue:{one.pk}",
            kind=ChangeKind.ISSUE,
            title=one.title,
            words=f"Rated {Priority(one.priority).label.lower()}, open since {day_words(one.opened_at)}. "
            f"It stands at “{TaskState(one.state).label.lower()}”.",
            on=one.opened_at.date(),
            sources=(Source("task", str(one.pk)), *sealed),
            must_be_disclosed=True,
            bars_no_change=True,
        )


def _last_sealed(source: str, before: datetime) -> tuple[Source, ...]:
    """The last sealed reading of a register; nothing where it was never read."""
    found = Entry.objects.filter(connection__source=source, observed_at__lt=before).order_by("-seq")
    return tuple(Source("entry", str(seq)) for seq in found.values_list("seq", flat=True)[:1])
