"""What readers do from outside: they ask, prove their mailbox and sign, each in their own name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.nondisclosure.actions.signing import sign_agreement
from attestry.nondisclosure.queries.standing import agreement_in_force
from attestry.nondisclosure.tickets import new_ticket
from attestry.readers.actions.asking import ask_access, confirm_request
from attestry.readers.actions.linking import new_request_link
from attestry.readers.models import AccessRequest, Reader
from attestry.readers.queries.offers import offered_reports
from attestry.readers.rules.standing import UNPROVED_FOR
from attestry.sample_company.actions.leading.deeds import Happening
from attestry.sample_company.company import Company
from attestry.sample_company.content.outsiders import AgreeingFile, AskingFile
from attestry.sample_company.rules.calendar import Calendar

_DOOR = Actor.system("trust center")
_READS_MAIL_AFTER = timedelta(minutes=12)


class Readers:
    """Readers of one company. Where no report is on offer nobody asks; where nobody reads nobody signs."""

    def __init__(self, company: Company, calendar: Calendar) -> None:
        self._told, self._calendar = company.outsiders, calendar

    def happenings(self, day: int) -> Iterator[Happening]:
        """What outsiders do on a day."""
        for asking in self._told.askings:
            if asking.day == day:
                yield self._calendar.at(day, asking.at.hour, asking.at.minute), partial(_ask, asking)
        for agreeing in self._told.agreeings:
            if agreeing.day == day:
                yield self._calendar.at(day, agreeing.at.hour, agreeing.at.minute), partial(_agree, agreeing)


def _ask(told: AskingFile) -> None:
    wanted = [one.engagement for one in offered_reports()]
    if not wanted:
        return
    ask_access(
        _DOOR,
        name=told.name,
        email=told.email,
        company=told.company,
        title=told.title,
        purpose=told.purpose,
        words=told.words,
        wanted=wanted,
    )
    with clock.simulated(clock.now() + _READS_MAIL_AFTER):
        request = AccessRequest.objects.get(email=told.email)
        confirm_request(_DOOR, new_request_link(request, valid_for=UNPROVED_FOR))


def _agree(told: AgreeingFile) -> None:
    reader = Reader.objects.select_related("user_entity").filter(email=told.email).first()
    agreement = agreement_in_force()
    if reader is None or agreement is None:
        return
    sign_agreement(
        reader.actor(),
        reader,
        ticket=new_ticket(reader, agreement),
        name=reader.name,
        title=reader.title,
        company=reader.user_entity.name,
        agrees=True,
        origin=told.origin,
    )
