"""The firm's tables of sizes: the ones in force, the versions before, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.populations.actions.sizes import keep_size_table
from attestry.populations.forms import SizesForm
from attestry.populations.queries.sizes import SizesInForce, size_versions, sizes_in_force
from attestry.populations.rules.method import Risk
from attestry.ui.acting import kept
from attestry.ui.addresses import address

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def size_tables(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """See the tables, and keep a new version of them."""
    in_force = sizes_in_force(engagement)
    form = SizesForm(request.POST) if request.method == "POST" else SizesForm(initial=_words(in_force))

    def keep() -> None:
        keep_size_table(actor_of(request), engagement, **form.cleaned_data)

    if form.is_bound and form.is_valid() and kept(form, keep):
        messages.success(request, "The firm's tables are kept. Samples that were drawn stay as they are.")
        return redirect("size_tables", engagement.pk)
    crumbs = (("Populations", address("populations", engagement.pk)), ("Sizes", ""))
    context = {
        **page_facts(request, engagement, *crumbs),
        "form": form,
        "in_force": in_force,
        "kept": in_force.sizes.record(),
        "risks": list(Risk),
        "versions": size_versions(engagement),
    }
    return render(request, "populations/sizes.html", context, status=422 if form.errors else 200)


def _words(in_force: SizesInForce) -> dict[str, str]:
    kept_ = in_force.sizes.record()
    return {name: "\n".join(" | ".join(row) for row in rows) for name, rows in kept_.items()}
