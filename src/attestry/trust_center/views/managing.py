"""The pages of whoever keeps the trust center: settings, a preview, and changes that are announced."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.accounts.rules import READ
from attestry.journal.acts import rehearsed
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.notices.queries.links import public_origin
from attestry.trust_center.actions.announcing import announce_change
from attestry.trust_center.actions.keeping import keep_page, open_page, set_logo
from attestry.trust_center.actions.publishing import publish
from attestry.trust_center.addresses import HOME
from attestry.trust_center.errors import UnknownItem
from attestry.trust_center.forms import ChangeForm, LogoForm, PageForm
from attestry.trust_center.logo import MOST_BYTES
from attestry.trust_center.models import Subscriber, TrustPage
from attestry.trust_center.queries.page import page_of
from attestry.trust_center.queries.world import World, the_world
from attestry.trust_center.rendering import rendered_public
from attestry.trust_center.rules.changes import ChangeKind, earliest
from attestry.trust_center.rules.items import ItemKind
from attestry.trust_center.rules.looks import Accent
from attestry.trust_center.views.public import context_of
from attestry.ui.acting import answer, kept


@requires(READ)
@require_safe
def trust_center(request: HttpRequest) -> HttpResponse:
    """How much of each kind is shown, what waits, and whether the world sees it."""
    world = the_world(clock.now())
    context = {
        "world": world,
        "page": page_of(world),
        "kinds": [_counted(world, kind) for kind in ItemKind],
        "waiting": [one for kind in ItemKind for one in world.of(kind) if one.is_waiting],
        "unasked": [one for one in world.current if not one.is_on_offer],
        "subscribers": Subscriber.objects.exclude(confirmed_at=None).count(),
        "origin": public_origin(),
        "own_host": settings.TRUST_HOST,
        "public_home": HOME,
        "may": actor_of(request).may,
    }
    return render(request, "trust_center/center.html", context)


@requires("trust_center.open_page")
@require_POST
def trust_center_open(request: HttpRequest) -> HttpResponse:
    """Show the page to the world, or to nobody."""
    is_open = request.POST.get("open") == "yes"
    said = "The world sees the page now." if is_open else "Nobody outside sees the page any more."
    return answer(request, lambda: open_page(actor_of(request), is_open=is_open), said, "trust_center")


@requires("trust_center.keep_page")
@require_http_methods(["GET", "HEAD", "POST"])
def trust_center_look(request: HttpRequest) -> HttpResponse:
    """What stands on top, the accent and the logo."""
    page = TrustPage.objects.first() or TrustPage()
    is_logo = request.method == "POST" and "logo" in request.POST
    is_look = request.method == "POST" and not is_logo
    form = PageForm(request.POST if is_look else None, initial=page.record())
    logo = LogoForm(request.POST if is_logo else None, request.FILES if is_logo else None)
    if is_look and form.is_valid() and kept(form, lambda: _look_kept(request, form)):
        messages.success(request, "The page looks like this from now on.")
        return redirect("trust_center_look")
    if is_logo and logo.is_valid() and kept(logo, lambda: _logo_kept(request, logo)):
        messages.success(request, "The logo is settled.")
        return redirect("trust_center_look")
    context = {
        "page": page,
        "form": form,
        "logo": logo,
        "accents": list(Accent),
        "breadcrumb": [("Trust center", reverse("trust_center")), ("Look", "")],
    }
    return render(
        request, "trust_center/look.html", context, status=422 if form.errors or logo.errors else 200
    )


@requires(READ)
@require_safe
def trust_center_preview(request: HttpRequest) -> HttpResponse:
    """The page as the world sees it, or would with the items that are named; nothing is kept of it."""
    kind, keys = request.GET.get("kind", ""), request.GET.getlist("key")[:1000]
    actor, now = actor_of(request), clock.now()
    said = ""
    if kind in set(ItemKind) and keys and actor.may("trust_center.publish"):
        words = {"purpose": request.GET.get("purpose", "") or "What it does for the service"}

        def with_them() -> World:
            publish(actor, kind=ItemKind(kind), keys=keys, place=request.GET.get("place", ""), **words)
            return the_world(now)

        try:
            world = rehearsed(with_them)
        except (Conflict, Invalid, UnknownItem) as refusal:
            world, said = the_world(now), str(refusal)
    else:
        world = the_world(now)
    context = {
        **context_of(world),
        "preview": True,
        "preview_said": said,
        "public_home": reverse("trust_center"),
    }
    return HttpResponse(rendered_public("trust_center/page.html", context))


@requires("trust_center.announce_change")
@require_http_methods(["GET", "HEAD", "POST"])
def trust_center_changes(request: HttpRequest) -> HttpResponse:
    """Changes of subprocessors that were announced, and announcing one."""
    page, today = TrustPage.objects.first() or TrustPage(), clock.now().date()
    first = earliest(today, page.notice_days)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial={"effective_on": first})
    if form.is_valid() and kept(form, lambda: _announced(request, form)):
        messages.success(
            request, "It stands on the page, and a mail to everybody who asked is in the outbox."
        )
        return redirect("trust_center_changes")
    context: dict[str, Any] = {
        "form": form,
        "first": first,
        "changes": the_world(clock.now()).changes,
        "subscribers": Subscriber.objects.exclude(confirmed_at=None).count(),
        "breadcrumb": [("Trust center", reverse("trust_center")), ("Changes", "")],
    }
    return render(request, "trust_center/changes.html", context, status=422 if form.errors else 200)


def _counted(world: World, kind: ItemKind) -> tuple[ItemKind, int, int]:
    lines = world.of(kind)
    return kind, sum(one.is_shown for one in lines), len(lines)


def _look_kept(request: HttpRequest, form: PageForm) -> None:
    said = {**form.cleaned_data, "accent": Accent(form.cleaned_data["accent"])}
    keep_page(actor_of(request), **said)


def _logo_kept(request: HttpRequest, form: LogoForm) -> None:
    file = form.cleaned_data["file"]
    set_logo(actor_of(request), data=file.read(MOST_BYTES + 1) if file else b"")


def _announced(request: HttpRequest, form: ChangeForm) -> None:
    said = {**form.cleaned_data, "kind": ChangeKind(form.cleaned_data["kind"])}
    announce_change(actor_of(request), organization=settings.HOME.organization().name, **said)
