"""Reports on offer, requests for access, rules that decide, and grants."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.engagements.models import Engagement
from attestry.readers.models.reader import Reader
from attestry.readers.rules.kinds import GrantState, Purpose, RequestState, RuleKind
from attestry.readers.rules.standing import state_at


class Offer(models.Model):
    """An engagement whose issued report strangers may know of and ask for."""

    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="offer")
    offered_by = models.CharField(max_length=200)
    offered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-engagement__until_on", "pk"]

    def __str__(self) -> str:
        return str(self.engagement)


class AccessRule(models.Model):
    """What lets somebody in by itself: a mail domain, or a customer whose contract asks for a report."""

    kind = models.CharField(max_length=10, choices=[(one.value, one.label) for one in RuleKind])
    domain = models.CharField(max_length=253, blank=True)
    days = models.PositiveSmallIntegerField()
    may_download = models.BooleanField(default=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "domain"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "domain"], condition=Q(ended_at=None), name="one_rule_of_a_kind_and_domain"
            ),
            models.CheckConstraint(
                condition=Q(kind=RuleKind.CONTRACT.value, domain="")
                | (Q(kind=RuleKind.DOMAIN.value) & ~Q(domain="")),
                name="a_domain_rule_names_its_domain",
            ),
        ]

    def __str__(self) -> str:
        return f"everybody at {self.domain}" if self.domain else "customers whose contract asks for a report"


class AccessRequest(models.Model):
    """What a stranger asked for. Counts once the mailbox is proved; then a rule or a person decides."""

    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, db_index=True)
    company = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Purpose])
    words = models.TextField(blank=True)
    wanted = models.ManyToManyField(Engagement, related_name="+")
    state = models.CharField(
        max_length=12,
        choices=[(one.value, one.label) for one in RequestState],
        default=RequestState.UNCONFIRMED,
    )
    made_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    rule = models.ForeignKey(AccessRule, on_delete=models.PROTECT, null=True, related_name="+")
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, null=True, related_name="requests")

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "waiting"], decided_at=None)
                | Q(state__in=["approved", "refused"], decided_at__isnull=False),
                name="a_decided_request_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="a_refused_request_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.company}"

    @property
    def subject(self) -> str:
        """This request as the subject of a journal entry."""
        return f"access_request:{self.pk}"


class Grant(models.Model):
    """A reader may read the report of an engagement until a day, or until it is revoked.

    It is of the engagement, so that a reissued report is read in place of the one that it replaces.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="grants")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="grants")
    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, null=True, related_name="grants")
    rule = models.ForeignKey(AccessRule, on_delete=models.PROTECT, null=True, related_name="grants")
    may_download = models.BooleanField()
    granted_by = models.CharField(max_length=200)
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=200, blank=True)
    revoked_why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-granted_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("granted_at")), name="a_grant_lasts"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_why="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_why="")),
                name="a_revoked_grant_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement} for {self.reader}"

    @property
    def subject(self) -> str:
        """This grant as the subject of a journal entry."""
        return f"grant:{self.key}"

    def state_at(self, at: datetime) -> GrantState:
        """How it stands at a moment."""
        return state_at(at, expires_at=self.expires_at, revoked_at=self.revoked_at)
