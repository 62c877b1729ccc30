"""Deciding on requests: a person, or a rule that a person made."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.readers.actions.granting import grant_report, reader_named
from attestry.readers.actions.linking import link_mail, new_reader_link
from attestry.readers.errors import AlreadyDecided, WordsMissing
from attestry.readers.models import AccessRequest, AccessRule, Reader
from attestry.readers.rules.deciding import kind_for
from attestry.readers.rules.kinds import Purpose, ReaderKind, RequestState
from attestry.readers.rules.standing import INVITATION_VALID_FOR

_HOUSE = Actor.system("readers")


@act("readers.decide")
def approve_request(
    actor: Actor,
    request: AccessRequest,
    *,
    company: str,
    kind: ReaderKind,
    days: int,
    may_download: bool = True,
) -> Reader:
    """Let whoever asked read what they asked for, for some days, as a reader of the company.

    Raises AlreadyDecided, PeriodRefused and WordsMissing.
    """
    return _approve(
        actor, request, company=company, kind=kind, days=days, may_download=may_download, rule=None
    )


@act("readers.decide")
def refuse_request(actor: Actor, request: AccessRequest, *, reason: str) -> AccessRequest:
    """Refuse it with the reason, which is mailed. Raises AlreadyDecided and WordsMissing."""
    found = _waiting(request)
    if not reason.strip():
        raise WordsMissing("reason: this is empty.", next_step="Say why; it is mailed to whoever asked.")
    found.state, found.decided_at = RequestState.REFUSED, clock.now()
    found.decided_by, found.reason = actor.name, reason.strip()
    found.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    record(found.subject, before={"state": "waiting"}, after={"state": "refused", "reason": found.reason})
    text = f"You asked to read a report, and were not given access.\n\n{found.reason}"
    post_notices(
        _HOUSE, [Draft(f"access:{found.pk}:refused", found.email, "Your request for a report", text)]
    )
    return found


@act("readers.let_in_by_rule", offered=False)
def let_in(actor: Actor, request: AccessRequest, rule: AccessRule) -> Reader:
    """Approve by a rule; the grants name it."""
    return _approve(
        actor, request, company=request.company, kind=kind_for(Purpose(request.purpose)), days=rule.days,
        may_download=rule.may_download, rule=rule,
    )  # fmt: skip


def _approve(
    actor: Actor,
    request: AccessRequest,
    *,
    company: str,
    kind: ReaderKind,
    days: int,
    may_download: bool,
    rule: AccessRule | None,
) -> Reader:
    found = _waiting(request)
    reader = reader_named(
        actor, email=found.email, name=found.name, title=found.title, company=company, kind=kind,
        by_domain=rule is not None,
    )  # fmt: skip
    for engagement in found.wanted.all():
        grant_report(
            actor, reader, engagement, days=days, may_download=may_download, request=found, rule=rule
        )
    found.state, found.decided_at, found.decided_by = RequestState.APPROVED, clock.now(), actor.name
    found.rule, found.reader = rule, reader
    found.save(update_fields=["state", "decided_at", "decided_by", "rule", "reader"])
    record(
        found.subject,
        before={"state": "waiting"},
        after={"state": "approved", "reader": reader.email, **({"rule": str(rule)} if rule else {})},
    )
    token = new_reader_link(reader, valid_for=INVITATION_VALID_FOR)
    text = (
        "You may read the report that you asked for. Open the link to sign in; it works once, within a week."
    )
    post_notices(
        _HOUSE,
        [link_mail(reader.email, "reader", "You may read the report", text, page="reader_link", token=token)],
    )
    return reader


def _waiting(request: AccessRequest) -> AccessRequest:
    """The request, held until the act ends. Raises AlreadyDecided."""
    found = AccessRequest.objects.select_for_update().get(pk=request.pk)
    if found.state != RequestState.WAITING:
        raise AlreadyDecided(
            f"The request of {found.name} does not wait for a decision.", next_step="See how it was decided."
        )
    return found
