"""Giving several controls an owner at once, and undoing that."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from attestry.accounts.models import User
from attestry.controls.actions.adopting import check_owner, standing_record
from attestry.controls.models import Control
from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, put_back
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor

CONTROLS = BulkKind("controls", ("control", "controls"), ("owner_id",), standing_record)


@act("controls.assign_owner")
def assign_owners(actor: Actor, *, controls: Collection[int], owner: User) -> BulkEdit:
    """Name the person who answers for every control named.

    Raises OwnerUnfit for auditors and inactive users; BulkRefused where it is theirs already.
    """
    check_owner(owner)

    def change(one: Control) -> None:
        one.owner = owner

    found = chosen(CONTROLS, _rows(), controls)
    return change_together(actor, CONTROLS, found, change, to={"owner": owner})


@act("controls.assign_owner")
def undo_owners(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back whose the controls were before. Raises BulkEditUnknown and UndoRefused."""
    return put_back(CONTROLS, _rows(), edit)


def _rows() -> Any:
    return Control.objects.select_related("owner")
