"""The pages that the world sees. Each is the same for everybody, sets no cookie and counts nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from attestry.accounts.middleware import public
from attestry.kit import clock
from attestry.policies.queries.policies import version_numbered
from attestry.policies.rendering import rendered
from attestry.trust_center.look import look_of
from attestry.trust_center.models import TrustPage
from attestry.trust_center.queries.page import page_of
from attestry.trust_center.queries.world import World, the_world
from attestry.trust_center.rendering import rendered_public
from attestry.trust_center.shelf import answered, shelf
from attestry.trust_center.views.nothing import nothing_here
from attestry.ui.addresses import address

FOR_EVER = "public, max-age=31536000, immutable"


@public
@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    """What the organization shows to the world, and what each line rests on."""
    return shown(request, "trust_center/page.html", the_world(clock.now()))


@public
@require_safe
def trust_subprocessors(request: HttpRequest) -> HttpResponse:
    """Who else holds customers' data, and the changes that were announced."""
    return shown(request, "trust_center/subprocessors.html", the_world(clock.now()))


@public
@require_safe
def trust_policy(request: HttpRequest, key: str) -> HttpResponse:
    """The text of a policy in the version that was chosen for the public."""
    world = the_world(clock.now())
    line = next((one for one in world.policies if one.key == key and one.is_shown), None)
    if line is None or line.facts.version is None:
        return nothing_here()
    version = version_numbered(line.facts.policy, line.facts.version.number)
    more = {"line": line, "version": version, "text": rendered(version.text)}
    return shown(request, "trust_center/policy.html", world, more)


@public
@require_safe
def trust_logo(_request: HttpRequest, digest: str) -> HttpResponse:
    """The logo, as we wrote it; under its own digest it never changes."""
    page = TrustPage.objects.filter(logo_digest__startswith=digest).exclude(logo_digest="").first()
    if page is None or page.logo_digest[:16] != digest:
        return nothing_here()
    answer = HttpResponse(bytes(page.logo), content_type="image/png")
    answer["Cache-Control"] = FOR_EVER
    return answer


def shown(
    request: HttpRequest, template: str, world: World, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """A page of the public side, put on the shelf; nothing where the page is not open."""
    if not world.is_open:
        return nothing_here()
    body = rendered_public(template, {**context_of(world), **(more or {})}).encode()
    return answered(request, shelf.keep(request.path_info, body, world))


def context_of(world: World) -> dict[str, Any]:
    """What every page of the public side is given."""
    look = look_of(world.accent, world.logo_digest, world.contact, is_open=world.is_open)
    return {
        "trust_look": lambda: look,
        "page": page_of(world),
        "ask_access": address("ask_access") if world.takes_requests else "",
        "preview": False,
    }
