"""Reports on offer, and the rules that let somebody in by themselves."""

from __future__ import annotations

from attestry.engagements.models import Engagement
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readers.errors import AlreadyThere, NothingOnOffer, RuleRefused
from attestry.readers.models import AccessRule, Offer
from attestry.readers.queries.offers import current_report
from attestry.readers.rules.kinds import RuleKind
from attestry.readers.rules.mailbox import is_company_domain, mailbox
from attestry.readers.rules.standing import lasting


@act("readers.offer_report")
def offer_report(actor: Actor, engagement: Engagement) -> Offer:
    """Let strangers know of an issued report and ask for it. Raises NothingOnOffer and AlreadyThere."""
    if current_report(engagement) is None:
        raise NothingOnOffer(
            f"{engagement.title} has no issued report.", next_step="Offer it once the firm has issued one."
        )
    if Offer.objects.filter(engagement=engagement).exists():
        raise AlreadyThere(f"{engagement.title} is on offer already.", next_step="Nothing is left to do.")
    made = Offer.objects.create(engagement=engagement, offered_by=actor.name, offered_at=clock.now())
    record(engagement_subject(engagement), after={"on_offer": True})
    return made


@act("readers.offer_report")
def end_offer(actor: Actor, engagement: Engagement) -> None:
    """Ask nobody to ask for it any more; who was granted it keeps it."""
    gone, _ = Offer.objects.filter(engagement=engagement).delete()
    if gone:
        record(engagement_subject(engagement), before={"on_offer": True}, after={"on_offer": False})


@act("readers.keep_rule")
def add_rule(
    actor: Actor, *, kind: RuleKind, days: int, may_download: bool = True, domain: str = ""
) -> AccessRule:
    """A rule from now on, for whoever asks after it. Raises RuleRefused, PeriodRefused, AlreadyThere."""
    lasting(days)
    chosen = ""
    if kind is RuleKind.DOMAIN:
        chosen = mailbox(f"x@{domain.strip().removeprefix('@')}").partition("@")[2]
        if not is_company_domain(chosen):
            raise RuleRefused(
                f"domain: {chosen} is open to all, or internationalized: that lets in whoever wants.",
                next_step="Decide on each request from there.",
            )
    if AccessRule.objects.filter(kind=kind, domain=chosen, ended_at=None).exists():
        raise AlreadyThere("There is such a rule already.", next_step="End it first to change it.")
    made = AccessRule.objects.create(
        kind=kind,
        domain=chosen,
        days=days,
        may_download=may_download,
        made_by=actor.name,
        made_at=clock.now(),
    )
    record(f"access_rule:{made.pk}", after={"lets_in": str(made), "days": days, "may_download": may_download})
    return made


@act("readers.keep_rule")
def end_rule(actor: Actor, rule: AccessRule) -> AccessRule:
    """End a rule; the grants that it gave stay until they expire or are revoked."""
    if rule.ended_at is None:
        rule.ended_at = clock.now()
        rule.save(update_fields=["ended_at"])
        record(f"access_rule:{rule.pk}", before={"lets_in": str(rule)}, after={"ended": True})
    return rule


def engagement_subject(engagement: Engagement) -> str:
    """The engagement as the subject of a journal entry."""
    return f"engagement:{engagement.pk}"
