"""One control's page: its text, and what it speaks to in each framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attestry.controls.queries.listing import ControlLine, control_named, line_of, standing_controls
from attestry.controls.rules.control import ControlText
from attestry.frameworks.queries.editions import titles_by_family
from attestry.frameworks.rules import TRUST_SERVICES


@dataclass(frozen=True, slots=True)
class MappedItem:
    """An item of a framework that a control speaks to; without a title where no edition has it now."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class MappingGroup:
    """What a control speaks to in one family of frameworks."""

    family: str
    framework: str
    is_law: bool
    items: tuple[MappedItem, ...]


@dataclass(frozen=True, slots=True)
class ControlDetail:
    """One control's page, without what tests say of it."""

    line: ControlLine
    text: ControlText
    state_reason: str
    applies_when: str
    is_edited: bool
    has_newer_text: bool
    is_withdrawn: bool
    mappings: tuple[MappingGroup, ...]
    references: Mapping[str, tuple[str, ...]]
    previous: str
    next: str


def control_detail(key: str) -> ControlDetail:
    """One control with what it is mapped to. Raises UnknownControl."""
    control = control_named(key)
    order = standing_controls().order_by("category__position", "key").values_list("key", flat=True)
    keys = list(order)
    place = keys.index(key) if key in keys else None
    text = control.text()
    return ControlDetail(
        line=line_of(control, text.mappings.get(TRUST_SERVICES, ())),
        text=text,
        state_reason=control.state_reason,
        applies_when=control.applies_when,
        is_edited=control.is_edited,
        has_newer_text=control.has_newer_text,
        is_withdrawn=control.withdrawn_at is not None,
        mappings=_groups(text),
        references={name: tuple(cited) for name, cited in control.references.items()},
        previous=keys[place - 1] if place else "",
        next=keys[place + 1] if place is not None and place + 1 < len(keys) else "",
    )


def _groups(text: ControlText) -> tuple[MappingGroup, ...]:
    titles = titles_by_family()
    groups = []
    for family, references in text.mappings.items():
        known = titles.get(family)
        groups.append(
            MappingGroup(
                family=family,
                framework=known.short_title if known else family,
                is_law=known.is_law if known else False,
                items=tuple(
                    MappedItem(reference, known.items.get(reference, "") if known else "")
                    for reference in references
                ),
            )
        )
    return tuple(groups)
