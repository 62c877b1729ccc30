"""The controls that a population may be for."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.controls.models import Control
from attestry.controls.rules.control import IN_USE


def controls_to_choose() -> QuerySet[Control]:
    """The controls in use, by key."""
    return Control.objects.filter(state__in=[state.value for state in IN_USE]).order_by("key")
