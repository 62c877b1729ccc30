"""The API over HTTP: which acts there are, what each is told, and doing one.

Refusals are problems (RFC 9457). Who asks is a token's bearer, or a signed-in user whose browser
sends the form's token along.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of
from attestry.accounts.middleware import for_everyone
from attestry.journal.rules import Actor
from attestry.kit.errors import Invalid
from attestry.project.api.offered import OfferedAct, act_named, acts

MOST_BYTES = 4 << 20


@for_everyone
@require_safe
def act_list(request: HttpRequest) -> HttpResponse:
    """The acts that whoever asks may do."""
    actor = actor_of(request)
    listed = [_told(one) for one in acts().values() if actor.may(one.permission)]
    return _json({"acts": listed})


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def act_one(request: HttpRequest, name: str) -> HttpResponse:
    """What an act is told, as JSON Schema; or, by POST of a JSON object, do it."""
    found = act_named(name)
    if request.method != "POST":
        return _json({**_told(found), "arguments": found.arguments.schema()})
    return _json(done(actor_of(request), found, _object(request)))


def done(actor: Actor, found: OfferedAct, said: dict[str, Any]) -> dict[str, Any]:
    """Do an act with what was said in JSON, and say what came of it."""
    answer = found.write(actor, **found.arguments.read(said))
    if isinstance(answer, Model):
        return {"act": found.name, "record": answer._meta.verbose_name, "id": answer.pk, "is": str(answer)}
    return {"act": found.name, "answer": None if answer is None else str(answer)}


def _told(one: OfferedAct) -> dict[str, Any]:
    return {"name": one.name, "permission": one.permission, "summary": one.summary}


def _object(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > MOST_BYTES:
        raise Invalid(f"The body has more than {MOST_BYTES:,} bytes.")
    try:
        said = orjson.loads(request.body or b"{}")
    except orjson.JSONDecodeError as refusal:
        raise Invalid(f"The body is no JSON: {refusal}.", next_step="Send a JSON object.") from refusal
    if not isinstance(said, dict):
        raise Invalid("The body is no JSON object.", next_step="Send the arguments by their names.")
    return said


def _json(said: dict[str, Any]) -> HttpResponse:
    return HttpResponse(orjson.dumps(said), content_type="application/json")
