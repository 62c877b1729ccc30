"""Adding a connection: choose a source, then fill in what its manifest asks for."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.connectors.actions import add_connection, request_collection
from attestry.connectors.errors import SettingsRefused
from attestry.connectors.guides import guide
from attestry.connectors.models import Connection
from attestry.connectors.queries import source, source_ids, streams_of
from attestry.connectors.rules.declaration import FieldDeclaration, Manifest
from attestry.kit.errors import DomainError
from attestry.kit.secrets import SecretBox
from attestry.ui.addresses import address

_NAME = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


@requires("connectors.add")
@require_safe
def connection_add(request: HttpRequest) -> HttpResponse:
    """The sources that are installed."""
    context = {
        "sources": [found for one in source_ids() if not (found := source(one)).is_register],
        "breadcrumb": [("Connections", address("connections")), ("Add a connection", "")],
    }
    return render(request, "connectors/add.html", context)


@sensitive_post_parameters()
@requires("connectors.add")
@require_http_methods(["GET", "HEAD", "POST"])
def connection_add_source(request: HttpRequest, source_id: str) -> HttpResponse:
    """The form of one source; secrets go in and never come out again."""
    chosen = source(source_id)
    refusal = None
    if request.method == "POST":
        try:
            made = _added(request, chosen.manifest)
        except SettingsRefused as error:
            refusal = error
        else:
            messages.success(
                request, f"{made.title} is connected. Its streams are read as soon as the line runs."
            )
            return redirect("connection", name=made.name)
    context = {
        "manifest": chosen.manifest,
        "guide": guide(source_id),
        "refusal": refusal,
        "typed": request.POST,
        "breadcrumb": [
            ("Connections", address("connections")),
            ("Add a connection", address("connection_add")),
            (chosen.manifest.title, ""),
        ],
    }
    return render(request, "connectors/add_source.html", context, status=422 if refusal else 200)


def _added(request: HttpRequest, manifest: Manifest) -> Connection:
    name = request.POST.get("name", "").strip()
    if len(name) > 80 or not _NAME.match(name):
        raise SettingsRefused(
            f"Name: “{name[:40]}” will not do.",
            next_step="Use small letters, digits and hyphens, such as main-account.",
        )
    made = add_connection(
        actor_of(request),
        name=name,
        source_id=manifest.id,
        title=request.POST.get("title", "").strip(),
        settings={one.name: _typed(request, one) for one in manifest.settings},
        secrets={one.name: request.POST.get(f"secret-{one.name}", "") for one in manifest.secrets},
        box=SecretBox(settings.HOME.keys),
    )
    _ask_for_all(request, made)
    return made


def _typed(request: HttpRequest, declared: FieldDeclaration) -> Any:
    text = request.POST.get(f"setting-{declared.name}")
    if declared.kind == "boolean":
        return text is not None
    return text


def _ask_for_all(request: HttpRequest, made: Connection) -> None:
    try:
        streams = streams_of(made)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return
    for stream in streams:
        request_collection(actor_of(request), made, stream.id)
