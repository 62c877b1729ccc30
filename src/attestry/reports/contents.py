"""What a kind of report answers: the facts to print, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attestry.reports.rules.disclaimer import OF_THE_HOUSE, Disclaimer

if TYPE_CHECKING:
    from attestry.scope.models import System


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is to be about: a system over the half-open period [from_at, as_of)."""

    system: System
    from_at: datetime
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Contents:
    """A report before it is typeset. ``facts`` is JSON: texts, numbers, lists; what it is and is not.

    ``draft`` is what the cover says of one that is not final, ``final`` of one that is; ``is_one_page``
    leaves the cover out, and what stands on it stands on the page. ``disclaimer`` is one of those that
    the house knows; ``draft_mark`` says on every page that it is a draft, and whose.
    """

    title: str
    is_final: bool
    what_it_is: str
    what_it_is_not: str
    cover: tuple[tuple[str, str], ...]
    facts: dict[str, Any]
    draft: str = "Draft: not every rating is final"
    is_one_page: bool = False
    disclaimer: Disclaimer = OF_THE_HOUSE
    draft_mark: str = ""
    final: str = "Final"
