"""How pages of this room put a refusal on its field."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Form

from attestry.kit.errors import Conflict, Invalid, NotAllowed


def kept(form: Form, do: Callable[[], object]) -> bool:
    """Do it; a refusal stands on the field that it names, or above the form."""
    try:
        do()
    except (Invalid, Conflict, NotAllowed) as refusal:
        name, _, words = refusal.message.partition(": ")
        is_of_field = bool(words) and name in form.fields
        form.add_error(name if is_of_field else None, words if is_of_field else str(refusal))
        return False
    return True
