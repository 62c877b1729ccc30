"""Management's pages: the text and its versions, who signed, and what was signed on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.nondisclosure.actions.papers import end_paper, keep_paper
from attestry.nondisclosure.actions.publishing import publish_agreement
from attestry.nondisclosure.errors import UnknownAgreement
from attestry.nondisclosure.forms import PaperForm, PublishForm
from attestry.nondisclosure.models import Agreement, PaperAgreement
from attestry.nondisclosure.queries.files import signed_bytes
from attestry.nondisclosure.queries.listing import SigningLine, companies, papers, signing_lines, versions
from attestry.nondisclosure.queries.standing import agreement, agreement_in_force, outline, signing
from attestry.nondisclosure.views.signing import pdf_answer
from attestry.policies.rendering import rendered
from attestry.policies.rules.differences import differences
from attestry.ui.acting import answer, kept
from attestry.ui.rows import Held, Rows, Shown

_STATES = ("binds", "to be signed again")
_LIST: Rows[SigningLine] = Rows(
    name="signatures",
    columns=(
        Shown("at", "Signed", lambda one: one.signing.at),
        Shown("who", "Who", lambda one: one.signing.name),
        Shown("company", "For", lambda one: one.signing.company),
        Shown("version", "Version", lambda one: one.signing.agreement.version, numeric=True),
        Shown("state", "Stands", lambda one: one.state),
    ),
    export={
        "signed_at": lambda one: one.signing.at,
        "name": lambda one: one.signing.name,
        "title": lambda one: one.signing.title,
        "company": lambda one: one.signing.company,
        "email": lambda one: one.signing.email,
        "origin": lambda one: one.signing.origin,
        "version": lambda one: one.signing.agreement.version,
        "text_digest": lambda one: one.signing.text_digest,
        "pdf_digest": lambda one: one.signing.digest,
        "entry": lambda one: one.signing.entry_seq,
        "handed_by": lambda one: one.signing.handed_by,
        "state": lambda one: one.state,
    },
    held=(
        Held("state", "Stands", tuple((one, one.capitalize()) for one in _STATES), lambda one: (one.state,)),
    ),
)


@requires("nondisclosure.see")
@require_safe
def nondisclosure(request: HttpRequest) -> HttpResponseBase:
    """Everything about agreements on one page; the signatures as CSV where asked for."""
    lines = signing_lines()
    context = {
        "in_force": agreement_in_force(),
        "versions": versions(),
        "listing": _LIST.listing(request.GET, lines),
        "has_signings": bool(lines),
        "papers": papers(),
        "may": actor_of(request).may,
    }
    return _LIST.as_csv(request.GET, lines) or render(request, "nondisclosure/nondisclosure.html", context)


@requires("nondisclosure.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_publish(request: HttpRequest) -> HttpResponse:
    """The next version: seen first, then published."""
    last = agreement_in_force()
    title, text = (last.title, last.text) if last else ("Non-disclosure agreement", outline())
    begun = {"title": title, "text": text}
    form = PublishForm(request.POST or None, initial=begun)
    preview = ""
    if form.is_valid():
        if request.POST.get("deed") == "publish" and kept(
            form, lambda: publish_agreement(actor_of(request), **form.cleaned_data)
        ):
            messages.success(request, "It is in force for everybody who signs from now on.")
            return redirect("nondisclosure")
        preview = rendered(form.cleaned_data["text"])
    context = {
        "form": form,
        "last": last,
        "preview": preview,
        "breadcrumb": [("Non-disclosure", "/nondisclosure/"), ("Publish", "")],
    }
    return render(request, "nondisclosure/publish.html", context, status=422 if form.errors else 200)


@requires("nondisclosure.see")
@require_safe
def agreement_version(request: HttpRequest, version: int) -> HttpResponse:
    """One version, and what it changed."""
    found = agreement(version)
    before = Agreement.objects.filter(version=version - 1).first()
    context = {
        "found": found,
        "text": rendered(found.text),
        "lines": differences(before.text, found.text) if before else (),
        "breadcrumb": [("Non-disclosure", "/nondisclosure/"), (f"Version {version}", "")],
    }
    return render(request, "nondisclosure/version.html", context)


@requires("nondisclosure.see")
@require_safe
def signing_copy(_request: HttpRequest, key: UUID) -> HttpResponse:
    """Our copy of what a reader signed."""
    return pdf_answer(signed_bytes(signing(key)), f"agreement-{key}.pdf")


@requires("nondisclosure.see")
@require_http_methods(["GET", "HEAD", "POST"])
def paper_keep(request: HttpRequest) -> HttpResponse:
    """Keep what was signed on paper."""
    is_sent = request.method == "POST"
    form = PaperForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    known = {str(one.pk): one for one in companies()}
    form.fields["entity"].choices = [(key, one.name) for key, one in known.items()]  # type: ignore[attr-defined]

    def keep() -> None:
        said = dict(form.cleaned_data)
        document = said["document"]
        keep_paper(actor_of(request), known[said.pop("entity")], filename=document.name, **said)

    if form.is_valid() and kept(form, keep):
        messages.success(request, "The paper is sealed as evidence and binds the company's readers.")
        return redirect("nondisclosure")
    context = {
        "form": form,
        "known": known,
        "breadcrumb": [("Non-disclosure", "/nondisclosure/"), ("On paper", "")],
    }
    return render(request, "nondisclosure/paper.html", context, status=422 if form.errors else 200)


@requires("nondisclosure.end_paper")
@require_POST
def paper_end(request: HttpRequest, pk: int) -> HttpResponse:
    """It binds nobody from now on."""
    found = PaperAgreement.objects.filter(pk=pk).first()
    if found is None:
        raise UnknownAgreement
    why = request.POST.get("why", "")
    return answer(
        request, lambda: end_paper(actor_of(request), found, why=why), "It has ended.", "nondisclosure"
    )
