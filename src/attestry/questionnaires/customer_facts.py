"""What this room knows of customers: the questionnaires that were answered for them, and those that wait."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attestry.customers.rules.fact import CustomerFact
from attestry.kit import clock
from attestry.questionnaires.queries.received import questionnaire_lines
from attestry.questionnaires.rules.state import QuestionnaireState
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words


def customer_facts(customers: Collection[int]) -> Iterator[CustomerFact]:
    """Those that were sent and those that are open, in one query."""
    for line in questionnaire_lines(clock.now().date()):
        one = line.questionnaire
        if one.customer_id not in customers or one.standing is QuestionnaireState.WITHDRAWN:
            continue
        if one.standing.is_open:
            noun, plural = "open questionnaire", "open questionnaires"
            words = f"{line.answered:,} of {line.total:,} answered, due {day_words(one.due_on)}"
        else:
            noun, plural = "questionnaire answered", "questionnaires answered"
            sent = day_words(one.sent_at) if one.sent_at else ""
            words = f"{counted_words(line.total, 'question')} answered, sent {sent}"
        url, day = address("questionnaire", one.pk), one.due_on if one.standing.is_open else None
        yield CustomerFact(one.customer_id, noun, plural, one.title, words, url, day, line.is_overdue)
