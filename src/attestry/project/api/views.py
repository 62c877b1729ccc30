"""The API over HTTP: which acts there are, what each is told, and doing one, with files where it takes some.

Refusals are problems (RFC 9457). Who asks is a token's bearer, or a signed-in user whose browser
sends the form's token along.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, BinaryIO, cast

import orjson
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of
from attestry.accounts.middleware import for_everyone
from attestry.journal.acts import refuse_unless_allowed
from attestry.journal.offered import OfferedAct, act_named, acts
from attestry.journal.rules import Actor
from attestry.kit.errors import Invalid

MOST_BYTES = 4 << 20
ARGUMENTS, FILENAME = "arguments", "filename"


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
    actor = actor_of(request)
    # Before a record is looked up: whoever may not ask does not learn from the answer whether it is there.
    refuse_unless_allowed(actor, found.permission)
    if request.content_type != "multipart/form-data":
        return _json(done(actor, found, _object(request.body), {}))
    files = {name: cast("BinaryIO", request.FILES[name]) for name in request.FILES}
    return _json(done(actor, found, _parts(request, found), files))


def done(
    actor: Actor, found: OfferedAct, said: dict[str, Any], files: Mapping[str, BinaryIO]
) -> dict[str, Any]:
    """Do an act with what was said in JSON and the files handed in, and say what came of it."""
    if files and FILENAME in found.arguments.model.model_fields:
        said = {FILENAME: PurePath(next(iter(files.values())).name).name} | said
    answer = found.write(actor, **found.arguments.read(actor, said, files))
    if isinstance(answer, Model):
        return {"act": found.name, "record": answer._meta.verbose_name, "id": answer.pk, "is": str(answer)}
    return {"act": found.name, "answer": answer}


def in_json(said: dict[str, Any]) -> bytes:
    """An answer as JSON; what JSON does not know is said in words."""
    return orjson.dumps(said, default=str, option=orjson.OPT_NON_STR_KEYS)


def _told(one: OfferedAct) -> dict[str, Any]:
    return {"name": one.name, "permission": one.permission, "summary": one.summary}


def _parts(request: HttpRequest, found: OfferedAct) -> dict[str, Any]:
    """The fields of a form of several parts: one named ``arguments`` in JSON, the others each in words."""
    said = _object(request.POST.get(ARGUMENTS, "").encode())
    for name in request.POST:
        if name != ARGUMENTS:
            said[name] = found.arguments.worded(name, str(request.POST[name]))
    return said


def _object(body: bytes) -> dict[str, Any]:
    if len(body) > MOST_BYTES:
        raise Invalid(f"The body has more than {MOST_BYTES:,} bytes.")
    try:
        said = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError as refusal:
        raise Invalid(f"The body is no JSON: {refusal}.", next_step="Send a JSON object.") from refusal
    if not isinstance(said, dict):
        raise Invalid("The body is no JSON object.", next_step="Send the arguments by their names.")
    return said


def _json(said: dict[str, Any]) -> HttpResponse:
    return HttpResponse(in_json(said), content_type="application/json")
