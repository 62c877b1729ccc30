"""What every page of this room shows around itself: the moment, the system, and what one may do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from attestry.accounts.access import actor_of
from attestry.scope.queries.naming import system_name
from attestry.ui.as_of import Moment


def around(request: HttpRequest, asked: Moment) -> dict[str, Any]:
    """The variables of the layout's chooser, ``moment``, and ``may`` to ask for a permission."""
    return {
        "moment": asked,
        "system_name": system_name(),
        "may": actor_of(request).may,
        **asked.chosen(),
    }
