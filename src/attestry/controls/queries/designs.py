"""Reads: the controls in use with their owners, and how management stands to the design of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from attestry.controls.models import Control, DesignSignature
from attestry.controls.rules.control import IN_USE, State
from attestry.controls.rules.design import Standing, design_digest, standing


@dataclass(frozen=True, slots=True)
class DesignLine:
    """A control in use as management signs it. ``signature`` is the last one, of whatever text."""

    key: str
    title: str
    category: str
    state: State
    owner: str
    owner_subject: str
    digest: str
    signature: DesignSignature | None

    @property
    def standing(self) -> Standing:
        """How management stands to the design as it reads now."""
        signed = self.signature.design_digest if self.signature else None
        return standing(has_owner=bool(self.owner), signed=signed, digest=self.digest)

    @property
    def choice(self) -> str:
        """What a form says that signs just this text."""
        return f"{self.key}:{self.digest}"


def design_lines(states: Collection[State] = IN_USE) -> tuple[DesignLine, ...]:
    """Every control in use, or in some states, by category and id; in three queries."""
    found = Control.objects.filter(state__in=states).select_related("owner", "category")
    last = {one.control_id: one for one in DesignSignature.objects.order_by("signed_at", "pk")}
    ordered = found.prefetch_related("mappings").order_by("category__position", "key")
    return tuple(_line(control, last.get(control.pk)) for control in ordered)


def design_of(control: Control) -> DesignLine:
    """One control; in three queries."""
    return _line(control, DesignSignature.objects.filter(control=control).first())


def _line(control: Control, signature: DesignSignature | None) -> DesignLine:
    return DesignLine(
        key=control.key,
        title=control.title,
        category=control.category.title,
        state=State(control.state),
        owner=control.owner.name if control.owner else "",
        owner_subject=control.owner.subject if control.owner else "",
        digest=design_digest(control.text()),
        signature=signature,
    )
