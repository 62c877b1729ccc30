"""Reports on offer, and the rules that let somebody in by themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.readers.actions.offering import add_rule, end_offer, end_rule, offer_report
from attestry.readers.errors import UnknownReader
from attestry.readers.forms import RuleForm, words_of
from attestry.readers.models import AccessRule
from attestry.readers.queries.offers import offerable, offered_reports, reported_engagement
from attestry.readers.rules.kinds import RuleKind
from attestry.ui.acting import answer, kept
from attestry.ui.addresses import address


@requires("readers.see")
@require_http_methods(["GET", "HEAD", "POST"])
def access_rules(request: HttpRequest) -> HttpResponse:
    """What is on offer and who comes in by itself; a further rule by POST."""
    form = RuleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and kept(form, lambda: _added(request, form.cleaned_data)):
        messages.success(request, "The rule holds from now on.")
        return redirect("access_rules")
    context = {
        "form": form,
        "rules": AccessRule.objects.filter(ended_at=None),
        "offered": [(one.engagement, words_of(one)) for one in offered_reports()],
        "offerable": offerable(),
        "trust_items": address("trust_center_items", "report"),
        "may": actor_of(request).may,
        "breadcrumb": [("Readers", "/readers/"), ("Reports on offer and rules", "")],
    }
    return render(request, "readers/rules.html", context, status=422 if form.errors else 200)


@requires("readers.keep_rule")
@require_POST
def access_rule_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a rule."""
    rule = AccessRule.objects.filter(pk=pk, ended_at=None).first()
    if rule is None:
        raise UnknownReader
    return answer(request, lambda: end_rule(actor_of(request), rule), "The rule has ended.", "access_rules")


@requires("readers.offer_report")
@require_POST
def offer_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Put an issued report on offer, or take it off."""
    engagement = reported_engagement(pk)
    if engagement is None or deed not in {"offer", "end"}:
        raise Http404
    do = offer_report if deed == "offer" else end_offer
    said = "Strangers can ask for it now." if deed == "offer" else "Nobody can ask for it any more."
    return answer(request, lambda: do(actor_of(request), engagement), said, "access_rules")


def _added(request: HttpRequest, said: dict[str, Any]) -> AccessRule:
    return add_rule(
        actor_of(request), kind=RuleKind(said["kind"]), days=said["days"],
        may_download=said["may_download"], domain=said["domain"],
    )  # fmt: skip
