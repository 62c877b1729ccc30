"""One control."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.queries.designs import design_of
from attestry.controls.queries.listing import (
    control_named,
    possible_owners,
)
from attestry.effectiveness.queries.as_read import maps_as_read_by
from attestry.effectiveness.queries.bars import bar_of
from attestry.effectiveness.queries.controls_then import standings_at
from attestry.effectiveness.queries.coverage_map import ControlCoverage, coverage_map
from attestry.effectiveness.rules.days import days
from attestry.effectiveness.rules.interval import exposure
from attestry.effectiveness.rules.occurrences import quarters_until
from attestry.evidence.withholding import readable_numbers
from attestry.frameworks.queries.glossary import terms_in
from attestry.journal.rules import Actor
from attestry.readiness.queries.control import ControlPage, control_page
from attestry.readiness.views.around import around
from attestry.readiness.views.signals import Boxes, boxes_of
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment, moment
from attestry.ui.periods import Period, period_of


@require_safe
def control(request: HttpRequest, key: str) -> HttpResponse:
    """One control: what it says, how it stands under the three audit views, and what comes next."""
    if key != key.upper():
        return redirect("control", key=key.upper(), permanent=True)
    asked = moment(request.GET)
    period = period_of(request.GET, asked)
    page = control_page(key, at=asked.at, from_at=period.from_at, known_at=asked.known_at)
    readable = readable_numbers(actor_of(request), [one.seq for one in page.documents])
    page = replace(page, documents=tuple(one for one in page.documents if one.seq in readable))
    context = {
        "page": page,
        "period": period,
        "bar": bar_of(page.spans, from_at=period.from_at, until_at=period.until_at, name=key),
        "days": days(page.spans),
        "design": design_of(control_named(key)),
        "terms": terms_in(*_words(page)),
        "coverage": _coverage(page, asked, actor_of(request)),
        "boxes": _boxes(page, period, asked),
        "shares": _shares(page, period.until_at - period.from_at),
        "events": [_event(one) for one in page.history],
        "owners": possible_owners(),
        "breadcrumb": [("Controls", address("controls")), (key, "")],
    }
    if not asked.is_now:
        context["then"] = standings_at(min(asked.at, asked.known_at or asked.at)).get(key)
    return render(request, "readiness/control.html", {**context, **around(request, asked)})


def _words(page: ControlPage) -> tuple[str, ...]:
    """Everything that the page says of the control itself."""
    text, frameworks = page.detail.text, (group.framework for group in page.detail.mappings)
    return (text.title, text.statement, text.risk, text.automation, *text.evidence, *text.checks, *frameworks)


def _coverage(page: ControlPage, asked: Moment, reader: Actor) -> ControlCoverage | None:
    """What was expected in four quarters, of a control in use."""
    if not page.detail.line.is_in_use:
        return None
    quarters = quarters_until(asked.at.date(), 4)
    whole = coverage_map(page.detail.line.key, *quarters, at=asked.at, known_at=asked.known_at)
    (found,) = maps_as_read_by(reader, [whole])
    return found


def _boxes(page: ControlPage, period: Period, asked: Moment) -> Boxes | None:
    """What its checkbox index comes to over the period, of a control in use."""
    if not page.detail.line.is_in_use:
        return None
    return boxes_of(page.status, from_at=period.from_at, at=asked.at, known_at=asked.known_at)


@dataclass(frozen=True, slots=True)
class Share:
    """How long one outcome stood in the period, as a share of it."""

    outcome: str
    length: timedelta
    part: float


def _shares(page: ControlPage, whole: timedelta) -> tuple[Share, ...]:
    return tuple(
        Share(one.value, length, length / whole) for one in Outcome if (length := exposure(page.spans, one))
    )


def _event(one: Any) -> dict[str, Any]:
    """A journal entry as the timeline shows it."""
    before = ", ".join(
        f"{name}: {value}" for name, value in (one.before or {}).items() if _differs(one, name)
    )
    after = ", ".join(f"{name}: {value}" for name, value in (one.after or {}).items() if _differs(one, name))
    return {
        "who": one.actor_name,
        "what": _ACTS.get(one.act, one.act),
        "subject": f"entry {one.seq}",
        "href": address("journal_entry", one.seq),
        "at": one.at,
        "icon": "person",
        "before": _cut(before),
        "after": _cut(after),
    }


_ACTS = {
    "controls.adopt": "adopted it:",
    "controls.assign_owner": "assigned its owner:",
    "controls.go_live": "took it live:",
    "controls.edit": "edited it:",
    "controls.add": "added it:",
    "controls.retire": "retired it:",
    "controls.sign_design": "signed its design:",
    "control_tests.record_manual_result": "tested it by hand:",
}


def _differs(one: Any, name: str) -> bool:
    return bool((one.before or {}).get(name) != (one.after or {}).get(name))


def _cut(text: str, limit: int = 240) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"
