"""How pages of this room answer an act."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Form

from attestry.kit.errors import Conflict, Invalid


def kept(form: Form, do: Callable[[], object]) -> bool:
    """Do it; a refusal stands on the field that it names, or above the form."""
    try:
        do()
    except (Invalid, Conflict) as refusal:
        name, _, words = refusal.message.partition(": ")
        is_of_field = bool(words) and name in form.fields
        form.add_error(
            name if is_of_field else None, f"{words} {refusal.next_step}" if is_of_field else str(refusal)
        )
        return False
    return True
