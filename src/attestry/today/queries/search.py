"""One search over everything: controls, criteria, tests, entries, connections, people, acts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from attestry.accounts.models import User
from attestry.connectors.models import Connection
from attestry.connectors.queries import all_tables
from attestry.control_tests.queries import definitions
from attestry.controls.models import Control
from attestry.controls.queries.listing import standing_controls
from attestry.evidence.withholding import readable_entries
from attestry.frameworks.models import Criterion
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.journal.rules import Actor
from attestry.journal.withholding import known_records
from attestry.journal.withholding import readable_entries as readable_acts
from attestry.ui.addresses import address
from attestry.ui.filters import with_query

EACH = 8
_HEX = re.compile(r"^[0-9a-f]{6,64}$")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, with what is said of it."""

    label: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What one kind of thing has to offer; ``more`` leads to the rest."""

    kind: str
    icon: str
    hits: tuple[Hit, ...]
    more: str = ""


def search(reader: Actor, text: str) -> tuple[Hits, ...]:
    """What the reader may know of that fits every word of the text, a few of each kind, best kinds first."""
    words = text.split()[:8]
    if not words:
        return ()
    found = (
        Hits("Criteria", "grid", _criteria(words)),
        Hits("Controls", "shield", _controls(words), _list("controls", text)),
        Hits("Control tests", "pulse", _tests(words), _list("control_tests", text)),
        Hits("Evidence", "seal", _entries(reader, words), _list("evidence", text)),
        Hits("Connections", "plug", _connections(words)),
        Hits("Tables", "list", _tables(words)),
        Hits("People", "person", _people(reader, words)),
        Hits("Acts", "history", _acts(reader, words), _list("journal", text)),
    )
    return tuple(one for one in found if one.hits)


def _list(name: str, text: str) -> str:
    there = address(name)
    return with_query(there, {"q": text}) if there else ""


def _every(words: Iterable[str], *fields: str) -> Q:
    wanted = Q()
    for word in words:
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__icontains": word})
        wanted &= one
    return wanted


def _criteria(words: list[str]) -> tuple[Hit, ...]:
    found = Criterion.objects.filter(
        _every(words, "reference", "title", "statement"),
        framework__family=TRUST_SERVICES,
        framework__withdrawn_at=None,
        withdrawn_at=None,
    ).order_by("position")
    exact = [one for one in found if one.reference.lower() == words[0].lower()]
    rest = [one for one in found if one not in exact]
    return tuple(
        Hit(
            f"{one.reference} {one.title}",
            "criterion",
            address("criterion", one.reference) or address("prove", one.reference),
        )
        for one in [*exact, *rest][:EACH]
    )


def _controls(words: list[str]) -> tuple[Hit, ...]:
    found: Iterable[Control] = (
        standing_controls().filter(_every(words, "key", "title", "statement")).order_by("key")[:EACH]
    )
    return tuple(
        Hit(
            f"{one.key} {one.title}", str(one.state), address("control", one.key) or address("prove", one.key)
        )
        for one in found
    )


def _tests(words: list[str]) -> tuple[Hit, ...]:
    lowered = [word.lower() for word in words]
    found = []
    for one in definitions().values():
        said = f"{one.id} {one.meaning.title} {one.meaning.why} {' '.join(one.meaning.controls)}".lower()
        if all(word in said for word in lowered):
            found.append(Hit(one.meaning.title, one.id, address("control_test", one.id)))
    return tuple(found[:EACH])


def _entries(reader: Actor, words: list[str]) -> tuple[Hit, ...]:
    wanted = _every(words, "title")
    if len(words) == 1 and words[0].isdigit() and len(words[0]) < 16:
        wanted |= Q(seq=int(words[0]))
    if len(words) == 1 and _HEX.match(words[0].lower()):
        digest = words[0].lower()
        wanted |= Q(leaf_hash__startswith=digest) | Q(segments__digest__startswith=digest)
    found = readable_entries(reader).filter(wanted).defer("body").distinct().order_by("-seq")[:EACH]
    return tuple(
        Hit(
            f"{one.seq} {one.title}",
            f"{one.kind}, {one.observed_at:%Y-%m-%d %H:%M} UTC",
            address("entry", one.seq),
        )
        for one in found
    )


def _connections(words: list[str]) -> tuple[Hit, ...]:
    found = Connection.objects.filter(_every(words, "name", "title", "source"))[:EACH]
    return tuple(Hit(one.title, one.name, address("connection", one.name)) for one in found)


def _tables(words: list[str]) -> tuple[Hit, ...]:
    lowered = [word.lower() for word in words]
    found = [
        Hit(shape.name, shape.description, f"{address('connection_tables')}#{shape.name}")
        for shape in all_tables().values()
        if all(word in f"{shape.name} {shape.description}".lower() for word in lowered)
    ]
    return tuple(found[:EACH])


def _people(reader: Actor, words: list[str]) -> tuple[Hit, ...]:
    found = known_records(reader, User).filter(_every(words, "name", "email"))[:EACH]
    return tuple(
        Hit(
            one.name,
            one.email,
            with_query(address("journal"), {"q": one.email}) if address("journal") else "",
        )
        for one in found
    )


def _acts(reader: Actor, words: list[str]) -> tuple[Hit, ...]:
    wanted = _every(words, "act", "subject", "actor_name")
    found = readable_acts(reader).filter(wanted).order_by("-seq")[:EACH]
    return tuple(
        Hit(
            f"{one.act} {one.subject}",
            f"{one.actor_name}, {one.at:%Y-%m-%d %H:%M} UTC",
            address("journal_entry", one.seq),
        )
        for one in found
    )
