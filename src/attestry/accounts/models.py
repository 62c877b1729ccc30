"""Users, and the single-use links that sign them in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from attestry.accounts.rules import Role, RolePermissions
from attestry.journal.rules import Actor


class Users(BaseUserManager["User"]):
    """The set of users, looked up by mail address without regard to case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user who signs in with this address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who may sign in.

    ``opened_at`` is when an auditor opened the account: from then on nobody of management makes a link to it.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in Role])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]
    objects: ClassVar[Users] = Users()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def actor(self) -> Actor:
        """This user as the actor of an act."""
        return Actor("user", self.subject, self.name, RolePermissions(Role(self.role)))

    @property
    def subject(self) -> str:
        """This user as the subject of a journal entry."""
        return f"user:{self.email}"


class SecondFactor(models.Model):
    """The secret of a user's one-time codes, sealed; ``last_step`` is the last that counted."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    sealed_secret = models.TextField()
    set_at = models.DateTimeField()
    last_step = models.BigIntegerField()

    def __str__(self) -> str:
        return f"second factor of {self.user}"


class SignInLink(models.Model):
    """A link that signs one user in once, kept as the digest of its token."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link of {self.user}"


class ApiToken(models.Model):
    """A token that asks over the API in its user's name, kept as the digest of its text.

    ``may_act``: it may also change what its user may change; otherwise it only reads.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    token_digest = models.CharField(max_length=64, unique=True)
    may_act = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class SignInAttempt(models.Model):
    """One try at signing in, kept for as long as it counts towards a limit.

    Both texts are keyed digests: what strangers type into the address field is not kept.
    """

    address_digest = models.CharField(max_length=64)
    origin_digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["address_digest", "at"], name="attempts_by_address"),
            models.Index(fields=["origin_digest", "at"], name="attempts_by_origin"),
        ]

    def __str__(self) -> str:
        return f"sign-in attempt at {self.at:%Y-%m-%d %H:%M:%S} UTC"
