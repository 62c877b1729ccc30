"""What is wanting of reports, found by itself: days of which no report and no letter speaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from attestry.bridge_letters.queries.pages import report_lines
from attestry.bridge_letters.rules.coverage import MOST_DAYS_WITHOUT_WORD
from attestry.controls.rules.gap import Gap, GapKind
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words


def gaps(at: datetime) -> Iterator[Gap]:
    """Each newest report whose days since are told by nobody for too long; two queries."""
    for one in report_lines(today=at.date()):
        if one.without_word > MOST_DAYS_WITHOUT_WORD:
            engagement = one.report.engagement
            last = one.bridged_until_on or engagement.until_on
            by = "The last letter" if one.bridged_until_on else f"“{engagement.title}”"
            days = counted_words(one.without_word, "day")
            yield Gap(
                key=f"bridge:{engagement.system_id}:{engagement.kind}",
                title=f"{days} since the last that a report or a letter speaks of",
                why=f"{by} speaks of the days until {day_words(last)}, and no newer report was issued. "
                "A letter of management bridges three months; after that readers want a report.",
                kind=GapKind.MISSING,
                controls=("COM-02",),
                criteria=("CC2.3",),
                url=address("bridge_letter_new", engagement.pk),
                since=at - timedelta(days=one.without_word - MOST_DAYS_WITHOUT_WORD),
            )
