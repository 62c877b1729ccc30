"""Readers, and what each may read until when: granted, extended, revoked."""

from __future__ import annotations

from attestry.customers.models import Customer
from attestry.engagements.models import Engagement
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.clock import to_text
from attestry.notices.actions.posting import Draft, post_notices
from attestry.readers.actions.ending import said_why
from attestry.readers.errors import AlreadyEnded, NothingOnOffer, WordsMissing
from attestry.readers.models import AccessRequest, AccessRule, Grant, Reader, UserEntity
from attestry.readers.queries.offers import current_report
from attestry.readers.rules.kinds import GrantState, ReaderKind
from attestry.readers.rules.mailbox import domain_of, is_company_domain, mailbox
from attestry.readers.rules.standing import lasting

_HOUSE = Actor.system("readers")


@act("readers.name_reader")
def reader_named(
    actor: Actor,
    *,
    email: str,
    name: str,
    company: str,
    kind: ReaderKind,
    title: str = "",
    by_domain: bool = False,
) -> Reader:
    """The reader with that mailbox, made or opened again; of the company, which is made where it is new.

    Where no person looked (``by_domain``) the mail domain alone says which company: what a stranger
    typed makes nobody a reader of another's. Raises MailboxRefused and WordsMissing.
    """
    address, now = mailbox(email), clock.now()
    found = Reader.objects.filter(email=address).first()
    if found is not None and found.closed_at is None:
        return found
    if not name.strip():
        raise WordsMissing("name: this is empty.", next_step="Say who reads.")
    entity = _entity_of_domain(company, domain_of(address)) if by_domain else _entity(company, address, kind)
    if found is None:
        found = Reader(email=address, added_at=now)
    found.user_entity, found.kind, found.closed_at = entity, kind.value, None
    found.name, found.title = name.strip()[:200], title.strip()[:200]
    found.save()
    record(found.subject, after={"name": found.name, "company": entity.name, "kind": kind.value})
    return found


def _entity(company: str, address: str, kind: ReaderKind) -> UserEntity:
    """The company by its name; a new one keeps the domain, unless an auditor of it writes."""
    name = " ".join(company.split())[:200]
    if not name:
        raise WordsMissing("company: this is empty.", next_step="Name the company that relies on the report.")
    found = UserEntity.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    domain = domain_of(address)
    is_theirs = kind is not ReaderKind.USER_AUDITOR and is_company_domain(domain)
    is_free = not UserEntity.objects.filter(domain=domain).exists()
    customer = Customer.objects.filter(name__iexact=name, user_entity=None).first()
    made = UserEntity.objects.create(
        name=name, domain=domain if is_theirs and is_free else "", customer=customer, added_at=clock.now()
    )
    record(made.subject, after={"domain": made.domain, "customer": customer.name if customer else None})
    return made


def _entity_of_domain(company: str, domain: str) -> UserEntity:
    found = UserEntity.objects.filter(domain=domain).first()
    if found is not None:
        return found
    name = " ".join(company.split())[:200] or domain
    known = (UserEntity.objects.filter(name__iexact=name), Customer.objects.filter(name__iexact=name))
    if any(one.exists() for one in known):
        name = domain
    made = UserEntity.objects.create(name=name, domain=domain, added_at=clock.now())
    record(made.subject, after={"domain": domain, "customer": None})
    return made


@act("readers.grant")
def grant_report(
    actor: Actor,
    reader: Reader,
    engagement: Engagement,
    *,
    days: int,
    may_download: bool = True,
    request: AccessRequest | None = None,
    rule: AccessRule | None = None,
) -> Grant:
    """Let a reader read the engagement's report for some days; one that holds already is lengthened.

    A rule never lets download what a person let read alone. Raises PeriodRefused and NothingOnOffer.
    """
    now, length = clock.now(), lasting(days)
    if current_report(engagement) is None:
        raise NothingOnOffer(
            f"{engagement.title} has no issued report.", next_step="Grant it once the firm has issued one."
        )
    held = Grant.objects.select_for_update().filter(reader=reader, engagement=engagement, revoked_at=None)
    found = held.filter(expires_at__gt=now).first()
    if found is not None:
        before = {"until": to_text(found.expires_at), "may_download": found.may_download}
        may_download = may_download and (rule is None or found.may_download)
        found.expires_at, found.may_download = max(found.expires_at, now + length), may_download
        found.save(update_fields=["expires_at", "may_download"])
        after = {"until": to_text(found.expires_at), "may_download": may_download}
        record(found.subject, before=before, after=after)
        return found
    made = Grant.objects.create(
        reader=reader, engagement=engagement, request=request, rule=rule, may_download=may_download,
        granted_by=actor.name, granted_at=now, expires_at=now + length,
    )  # fmt: skip
    record(
        made.subject,
        after={
            "reader": reader.email,
            "kind": reader.kind,
            "company": reader.user_entity.name,
            "report": engagement.title,
            "until": to_text(made.expires_at),
            "may_download": may_download,
        },
    )
    return made


@act("readers.grant", offered=False)
def invite_reader(
    actor: Actor,
    engagement: Engagement,
    *,
    email: str,
    name: str,
    company: str,
    kind: ReaderKind,
    title: str,
    days: int,
    may_download: bool,
) -> Reader:
    """A reader with a grant; neither where one is refused. Raises what naming and granting do."""
    found = reader_named(actor, email=email, name=name, company=company, kind=kind, title=title)
    grant_report(actor, found, engagement, days=days, may_download=may_download)
    return found


@act("readers.revoke")
def revoke_grant(actor: Actor, grant: Grant, *, why: str) -> Grant:
    """End a grant now; what is open in a browser is not shown again. Raises AlreadyEnded and WordsMissing."""
    found = Grant.objects.select_for_update().select_related("reader").get(pk=grant.pk)
    if found.state_at(clock.now()) is not GrantState.ACTIVE:
        raise AlreadyEnded
    _revoke(actor, found, said_why(why))
    text = "Your access to a report has ended. What you have read stays under the agreement that you signed."
    post_notices(
        _HOUSE, [Draft(f"{found.subject}:revoked", found.reader.email, "Access to a report ended", text)]
    )
    return found


@act("readers.revoke")
def close_reader(actor: Actor, reader: Reader, *, why: str) -> Reader:
    """Close a reader: no link signs them in, and every grant of theirs ends now.

    Raises AlreadyEnded and WordsMissing.
    """
    now, said = clock.now(), said_why(why)
    found = Reader.objects.select_for_update().get(pk=reader.pk)
    if found.closed_at is not None:
        raise AlreadyEnded
    for grant in Grant.objects.filter(reader=found, revoked_at=None, expires_at__gt=now):
        _revoke(actor, grant, said)
    found.links.filter(used_at=None).delete()
    found.closed_at = now
    found.save(update_fields=["closed_at"])
    record(found.subject, after={"closed": True, "why": said})
    return found


@act("readers.revoke")
def revoke_user_entity(actor: Actor, entity: UserEntity, *, why: str) -> int:
    """Close every reader of a company, its auditors too; answers how many. Raises WordsMissing."""
    theirs, said = list(entity.readers.filter(closed_at=None)), said_why(why)
    for one in theirs:
        close_reader(actor, one, why=said)
    record(entity.subject, after={"readers_closed": len(theirs), "why": said})
    return len(theirs)


def _revoke(actor: Actor, grant: Grant, why: str) -> None:
    grant.revoked_at, grant.revoked_by, grant.revoked_why = clock.now(), actor.name, why
    grant.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    record(grant.subject, before={"state": "active"}, after={"state": "revoked", "why": why})
