"""Writing controls: adding the company's own, and editing any."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from attestry.controls.actions.syncing import mapping_rows
from attestry.controls.errors import ControlIdTaken, ControlIncomplete, UnknownMapping
from attestry.controls.models import Control, ControlCategory, Mapping
from attestry.controls.queries.listing import locked
from attestry.controls.rules.control import CORE, ControlText, Origin, State, shortcomings
from attestry.frameworks.queries.editions import references_by_family
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor

_KEY = re.compile(r"^[A-Z][A-Z0-9]{1,9}-[0-9]{1,4}$")


@act("controls.add")
def add_control(
    actor: Actor,
    text: ControlText,
    *,
    key: str,
    category: ControlCategory,
    applies_when: str = CORE,
) -> Control:
    """Add a control of the company's own; it starts as proposed.

    Raises ControlIncomplete with every reason, ControlIdTaken and UnknownMapping.
    """
    if not _KEY.match(key):
        raise ControlIncomplete(key, ["Its id is not of the form ABC-12."])
    if ControlCategory.objects.filter(prefix=key.partition("-")[0]).exists():
        raise ControlIncomplete(key, [f"Ids that begin with {key.partition('-')[0]} belong to the library."])
    _check(key, text)
    if Control.objects.filter(key=key).exists():
        raise ControlIdTaken(key)
    control = Control(
        key=key, category=category, origin=Origin.OWN, state=State.PROPOSED, applies_when=applies_when
    )
    control.write(text)
    control.save()
    Mapping.objects.bulk_create(mapping_rows(control, text))
    record(control.subject, after=_written(text))
    return control


@act("controls.edit")
def edit_control(actor: Actor, control: Control, text: ControlText) -> Control:
    """Give a control another text and other mappings; a library control keeps it through syncs.

    An edit that changes nothing writes nothing. Raises ControlIncomplete and UnknownMapping.
    """
    _check(control.key, text)
    control = locked(control)
    before, after = _written(control.text()), _written(text)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return control
    control.write(text)
    control.is_edited = control.origin == Origin.LIBRARY
    control.has_newer_text = False
    control.save()
    if "mappings" in changed:
        control.mappings.all().delete()
        Mapping.objects.bulk_create(mapping_rows(control, text))
    record(
        control.subject,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return control


def _check(key: str, text: ControlText) -> None:
    reasons = shortcomings(text)
    if reasons:
        raise ControlIncomplete(key, reasons)
    known = references_by_family()
    for family, mapped in text.mappings.items():
        for reference in mapped:
            if reference not in known.get(family, frozenset()):
                raise UnknownMapping(family, reference)


def _written(text: ControlText) -> dict[str, Any]:
    """The text as the journal keeps it: plain values, mappings without empty families."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(text).items()}
    plain["mappings"] = {family: list(mapped) for family, mapped in text.mappings.items() if mapped}
    return plain
