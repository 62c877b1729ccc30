"""User entities, their readers, and the single-use links by which a reader signs in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.customers.models import Customer
from attestry.journal.rules import Actor
from attestry.readers.rules.kinds import ReaderKind

AS_READER = "_as_reader"


class ReaderPermissions(frozenset[str]):
    """What a reader may do: the acts that readers do for themselves, and nothing of the program."""

    def __contains__(self, permission: object) -> bool:
        return isinstance(permission, str) and permission.endswith(AS_READER)


class UserEntity(models.Model):
    """A company whose people read; ``domain`` is the mail domain that is its own, where one is known."""

    name = models.CharField(max_length=200, unique=True)
    domain = models.CharField(max_length=253, blank=True)
    customer = models.OneToOneField(Customer, on_delete=models.PROTECT, null=True, related_name="user_entity")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["domain"], condition=~Q(domain=""), name="a_domain_belongs_to_one_user_entity"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """This company as the subject of a journal entry."""
        return f"user_entity:{self.name}"


class Reader(models.Model):
    """Somebody who reads for a user entity. No user of the program: signs in by mail, sees what is granted.

    ``key`` stands in addresses and on stamps, so that numbers give nothing away.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user_entity = models.ForeignKey(UserEntity, on_delete=models.PROTECT, related_name="readers")
    email = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in ReaderKind])
    added_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.user_entity})"

    @property
    def subject(self) -> str:
        """This reader as the subject of a journal entry."""
        return f"reader:{self.email}"

    @property
    def the_kind(self) -> ReaderKind:
        """The kind as the rules know it."""
        return ReaderKind(self.kind)

    def actor(self) -> Actor:
        """This reader as the actor of an act: one who may do nothing but what readers do."""
        name = f"{self.name}, {self.the_kind.label.lower()} of {self.user_entity}"
        return Actor("user", self.subject, name[:200], ReaderPermissions())


class ReaderLink(models.Model):
    """A link that was mailed, kept as the digest of its token: signs a reader in, or proves a mailbox, once.

    ``handed_by`` names who of management made one to hand over; empty for one that went to the mailbox alone.
    """

    token_digest = models.CharField(max_length=64, unique=True)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, null=True, related_name="links")
    request = models.ForeignKey(
        "readers.AccessRequest", on_delete=models.CASCADE, null=True, related_name="links"
    )
    handed_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(reader=None, request__isnull=False) | Q(reader__isnull=False, request=None),
                name="a_link_of_a_reader_or_of_a_request",
            ),
        ]

    def __str__(self) -> str:
        return f"link of {self.reader or self.request}"
