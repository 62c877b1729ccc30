"""Every address of the examination that is asked for with GET, as the firm and as management ask it.

Addresses come from the rooms themselves, so that a new page is measured without being named here.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Collection, Iterator
from typing import Any

ROOMS = (
    "engagements",
    "requests",
    "populations",
    "workpapers",
    "descriptions",
    "deviations",
    "opinions",
)
_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
# Files that are made or read whole: they have budgets of their own.
DOCUMENTS = (
    "soc_report_own_draft",
    "soc_report_own_draft_word",
    "soc_report_draft",
    "soc_report_file",
    "population_file",
    "population_shared_file",
)


def ask_pages(
    scene: Any, rounds: int, *, rooms: Collection[str] = ROOMS
) -> dict[str, dict[str, dict[str, float]]]:
    """By side and page: milliseconds of cpu and of wall at the median, and the number of queries."""
    from django.test import Client

    found = {}
    for side, user in (("auditor", scene.senior), ("lead", scene.lead)):
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(user)
        pages = {name: path for name, path in addresses(scene, rooms) if answers(client, path)}
        found[side] = {name: measured(client, path, rounds) for name, path in pages.items()}
    return found


def answers(client: Any, path: str) -> bool:
    """Whether the side may ask for the page; a first time, in which the process reads its library."""
    return bool(client.get(path).status_code == 200)


def measured(client: Any, path: str, rounds: int) -> dict[str, float]:
    """What the page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cpu, wall = [], []
    for _ in range(rounds):
        began, at = time.process_time(), time.perf_counter()
        client.get(path)
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - at) * 1000)
    with CaptureQueriesContext(connection) as made:
        client.get(path)
    return {"cpu": statistics.median(cpu), "wall": statistics.median(wall), "queries": len(made)}


def addresses(scene: Any, rooms: Collection[str]) -> Iterator[tuple[str, str]]:
    """Every address with the arguments that the scene has for it."""
    from django.urls import get_resolver

    chosen = arguments(scene)
    for pattern in get_resolver().url_patterns:
        module = getattr(pattern.callback, "__module__", "").split(".")
        name, route = str(pattern.name), f"/{pattern.pattern}"
        if len(module) < 2 or module[1] not in rooms or name in DOCUMENTS:
            continue
        said = chosen["engagements"] | chosen.get(module[1], {}) | chosen.get(name, {})
        if all(part.group(2) in said for part in _ARGUMENT.finditer(route)):
            yield name, _ARGUMENT.sub(lambda part, said=said: str(said[part.group(2)]), route)


def arguments(scene: Any) -> dict[str, dict[str, Any]]:
    """The arguments of addresses, by room and by page."""
    from attestry.deviations.models import EventInquiry
    from attestry.populations.models import Population
    from attestry.requests.models import Request
    from attestry.workpapers.models import Workpaper
    from attestry.workpapers.tests.papers import items_of

    paper = Workpaper.objects.filter(aspect="operation").order_by("pk").last()
    inquiry = EventInquiry.objects.first()
    return {
        "engagements": {"number": scene.engagement.pk, "member": scene.engagement.team.first().pk},
        "firm_edit": {"pk": scene.firm.pk},
        "requests": {"which": Request.objects.order_by("pk").first().number, "verb": "answer"},
        "populations": {"pk": Population.objects.last().pk, "verb": "check"},
        "workpapers": {"pk": paper.pk, "item": items_of(paper)[0].pk, "what": "note"},
        "descriptions": {"criterion": 1},
        "deviations": {"which": 1, "what": "marks", "pk": inquiry.pk},
        "opinions": {"subject": "design", "version": 1},
    }
