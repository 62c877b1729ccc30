"""What several pages of this room share: the form with its choices, and answering an act."""

from __future__ import annotations

from typing import TypeVar

from attestry.kit import clock
from attestry.remediation.forms import TaskForm
from attestry.remediation.queries.people import teams, working_people

Offered = TypeVar("Offered", bound=TaskForm)


def offered(form: Offered) -> Offered:
    """A form with the people and teams of today to choose from."""
    form.offer(list(working_people(clock.now().date())), list(teams()))
    return form
