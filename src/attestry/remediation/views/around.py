"""What several pages of this room share: where one is in step 3, and the form with its choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from attestry.kit import clock
from attestry.remediation.forms import OwnerForm
from attestry.remediation.queries.people import teams, working_people
from attestry.remediation.queries.tasks import TaskCounts
from attestry.scope.rules.condition import Step
from attestry.ui.addresses import address
from attestry.ui.filters import with_query
from attestry.ui.words import counted_words, number_words

Offered = TypeVar("Offered", bound=OwnerForm)


def offered(form: Offered) -> Offered:
    """A form with the people and teams of today to choose from."""
    form.offer(list(working_people(clock.now().date())), list(teams()))
    return form


@dataclass(frozen=True, slots=True)
class Bearings:
    """Where one is in step 3, the one next thing with its page, and what the tasks will take."""

    where: str
    where_href: str
    next: str
    next_href: str
    next_words: str
    takes: str


def bearings(counts: TaskCounts, *, gaps_without_task: int = 0) -> Bearings:
    """From the gaps without a task to the fix that waits to be verified: the first that there is."""
    step = Step.REMEDIATION
    tasks = address("tasks")
    choices = (
        (gaps_without_task, "Make {} of them", "gaps_make", "A gap without a task is nobody's."),
        (counts.without_owner, "Give {} an owner", "owner=nobody", "What nobody owns, nobody does."),
        (counts.without_day, "Give {} a deadline", "due=none", "Without a day it never comes down."),
        (counts.overdue, "Look at {} that {} overdue", "due=overdue", "A promise that was not kept."),
        (
            counts.by_state["fixed"],
            "Verify {}",
            "state=fixed",
            "A fix holds once somebody else saw it.",
        ),
        (counts.left, "Work on {}", "state=left", "The most urgent stand first."),
    )
    said, href, why = "Close the step", f"{address('program')}#{step.value}", "Nothing is left to do."
    first = next((one for one in choices if one[0]), None)
    if first:
        count, words, query, why = first
        said = words.format(counted_words(count, "task"), "is" if count == 1 else "are")
        href = with_query(tasks, dict([query.split("=")])) if "=" in query else address(query)
    return Bearings(
        where=f"Step {step.number} of {len(Step)}: {step.label}",
        where_href=f"{address('program')}#{step.value}",
        next=said,
        next_href=href,
        next_words=why,
        takes=f"{number_words(round(counts.hours_left))} hours by the estimates of the tasks."
        if counts.hours_left
        else "Nobody has estimated hours.",
    )
