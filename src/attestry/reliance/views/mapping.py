"""The checklist of user entity controls: mapped by the reader's company, and exported by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.kit import clock
from attestry.readers.access import handed_by
from attestry.reliance.actions.asking import note_opening
from attestry.reliance.actions.mapping import map_control, may_map, refuse_unless_own
from attestry.reliance.forms import MappingForm
from attestry.reliance.queries.mapping import MappingLine, mapping_lines, who_sees
from attestry.reliance.queries.reading import report_under
from attestry.reliance.rules.kinds import MappingState
from attestry.reliance.rules.oscal import component_definition
from attestry.reliance.views.bound import for_bound_readers
from attestry.ui.acting import kept
from attestry.ui.csv_answer import csv_answer

if TYPE_CHECKING:
    from attestry.readers.models import Grant

_HEADER = ("control", "assumed", "criteria", "state", "our_control", "owner", "evidence", "carried_over_from")


@for_bound_readers
@require_http_methods(["GET", "HEAD", "POST"])
def own_controls(request: HttpRequest, grant: Grant) -> HttpResponseBase:
    """Every control that the report assumes of its users, each with a form; one is kept by POST."""
    reader = grant.reader
    refuse_unless_own(handed_by(request))
    report = report_under(grant)
    sent = request.POST.get("control", "")
    form = MappingForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and kept(form, lambda: _map(request, grant, sent, form)):
        messages.success(request, f"{sent} is kept.")
        return redirect("own_controls", grant.key)
    note_opening(reader.actor(), grant, what="user entity controls", digest=report.digest)
    lines = mapping_lines(reader.user_entity, report)
    context = {
        "reader": reader,
        "grant": grant,
        "report": report,
        "lines": [(one, form if form and one.control.key == sent else _begun(one)) for one in lines],
        "left": sum(one.mapped is None for one in lines),
        "new": sum(one.control.is_new and one.mapped is None for one in lines),
        "may_map": may_map(reader),
        "who_sees": who_sees(reader.user_entity),
    }
    return render(request, "reliance/controls.html", context, status=422 if form and form.errors else 200)


@for_bound_readers
@require_safe
def own_controls_file(request: HttpRequest, grant: Grant, form: str) -> HttpResponseBase:
    """The mapping as CSV, or as an OSCAL component definition."""
    reader = grant.reader
    refuse_unless_own(handed_by(request))
    report = report_under(grant)
    note_opening(reader.actor(), grant, what=f"user entity controls as {form}", digest=report.digest)
    lines = mapping_lines(reader.user_entity, report)
    name = f"user-entity-controls-{report.report_on:%Y-%m-%d}"
    if form == "csv":
        return csv_answer(f"{name}.csv", _HEADER, (_csv_row(one) for one in lines))
    made = component_definition(
        [one.row for one in lines],
        entity=reader.user_entity.name,
        title=f"{report.content['kind_label']} of {report.content['organization']}",
        pdf_digest=report.digest,
        at=clock.to_text(clock.now()),
    )
    answer = JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{name}.oscal.json"'
    return answer


def _map(request: HttpRequest, grant: Grant, control: str, form: MappingForm) -> None:
    said = form.cleaned_data
    map_control(
        grant.reader.actor(), grant, control, state=MappingState(said["state"]), words=said["words"],
        owner=said["owner"], evidence=said["evidence"], handed_by=handed_by(request),
    )  # fmt: skip


def _begun(line: MappingLine) -> MappingForm:
    said = line.row
    begun = {"state": said.state, "words": said.words, "owner": said.owner, "evidence": said.evidence}
    return MappingForm(initial=begun)


def _csv_row(line: MappingLine) -> tuple[object, ...]:
    said = line.row
    return (
        said.key, said.text, " ".join(said.criteria), said.state or "not_mapped", said.words, said.owner,
        said.evidence, line.carried_from or "",
    )  # fmt: skip
