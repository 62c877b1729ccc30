"""Whether a file is what was issued: by its digest, taken in the browser, or here where no script runs."""

from __future__ import annotations

import hashlib

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from attestry.accounts.middleware import public
from attestry.kit import clock
from attestry.trust_center.forms import MOST_CHECKED_BYTES, VerifyForm
from attestry.trust_center.queries.genuine import genuine
from attestry.trust_center.queries.world import the_world
from attestry.trust_center.rendering import rendered_public
from attestry.trust_center.views.nothing import nothing_here
from attestry.trust_center.views.public import context_of, shown

_AROUND_IT = 1 << 16


@public
@csrf_exempt  # nobody is signed in here, and nothing is written: a form of another site gains nothing
@require_http_methods(["GET", "HEAD", "POST"])
def trust_verify(request: HttpRequest) -> HttpResponse:
    """The form; and by POST what a digest is of. The file is read, never kept and never shown."""
    world = the_world(clock.now())
    if request.method != "POST":
        return shown(request, "trust_center/verify.html", world, {"form": VerifyForm()})
    if not world.is_open:
        return nothing_here()
    if _announced(request) > MOST_CHECKED_BYTES + _AROUND_IT:
        form = VerifyForm({})
        form.add_error("file", f"It has more than {MOST_CHECKED_BYTES >> 20} MB. Type its digest instead.")
    else:
        form = VerifyForm(request.POST, request.FILES)
    context = {**context_of(world), "form": form}
    if form.is_valid():
        file = form.cleaned_data["file"]
        digest = _digest_of(file) if file else form.cleaned_data["digest"]
        context |= {"digest": digest, "found": genuine(digest), "checked_at": clock.now()}
    body = rendered_public("trust_center/verify.html", context)
    answer = HttpResponse(body, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _announced(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isdecimal() and len(said) < 19 else 0


def _digest_of(file: File[bytes]) -> str:
    taken = hashlib.sha256()
    for part in file.chunks():
        taken.update(part)
    return taken.hexdigest()
