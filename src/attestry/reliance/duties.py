"""What people owe: to answer readers who wait."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.reliance.queries.questions import waiting
from attestry.ui.addresses import address
from attestry.ui.words import counted_words


def duties(person: Person) -> Iterator[Duty]:
    """One for all that wait, for whoever may answer; one query."""
    user = person.user
    if user is None or not user.actor().may("reliance.answer"):
        return
    if count := waiting().count():
        words = f"Answer {counted_words(count, 'question')} of readers"
        yield Duty("reader_question", words, address("reader_questions"), None, verb="Answer")
