"""Reading users, and how often somebody tried to sign in."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from attestry.accounts.errors import NoSuchUser
from attestry.accounts.models import SecondFactor, SignInAttempt, User
from attestry.accounts.rules import ATTEMPTS_COUNT_FOR, Attempts, Role, RolePermissions
from attestry.journal.rules import Actor


def users() -> QuerySet[User]:
    """Everybody who has or had an account, by name."""
    return User.objects.order_by("name", "pk")


def active_users() -> QuerySet[User]:
    """Everybody who may sign in, by name: whom a control or a connection can belong to."""
    return users().filter(is_active=True)


def user_of(email: str) -> User:
    """The user with this address, in whatever case. Raises NoSuchUser."""
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise NoSuchUser(
            f"Nobody here has the address {email}.", next_step="“attestry user list” names everybody."
        )
    return found


def has_second_factor(user: User) -> bool:
    """Whether the user gives one-time codes."""
    return SecondFactor.objects.filter(user=user).exists()


def is_auditor(actor: Actor) -> bool:
    """Whether the actor signs in with an auditor's account. One that brings its role is not looked up."""
    if actor.kind != "user":
        return False
    if isinstance(actor.permissions, RolePermissions):
        return actor.permissions.role is Role.AUDITOR
    return User.objects.filter(email=actor.key.removeprefix("user:"), role=Role.AUDITOR).exists()


def first_administrator() -> User | None:
    """The active administrator who has been here longest; None in a home without one."""
    return (
        User.objects.filter(role=Role.ADMINISTRATOR.value, is_active=True)
        .order_by("created_at", "pk")
        .first()
    )


def user_by_password(email: str, password: str) -> User | None:
    """The active user with this address and password, at the same cost whether there is one or not."""
    found = authenticate(username=email.strip(), password=password)
    return found if isinstance(found, User) else None


def attempts_before(now: datetime, *, address: str, origin: str) -> Attempts:
    """The earlier attempts that count towards a limit at ``now``."""
    counted = SignInAttempt.objects.filter(at__gt=now - ATTEMPTS_COUNT_FOR)
    at_address = counted.filter(address_digest=digest_of_address(address))
    from_origin = counted.filter(origin_digest=digest_of_origin(origin))
    both = at_address.filter(origin_digest=digest_of_origin(origin))
    return Attempts(both.count(), at_address.count(), from_origin.count())


def digest_of_address(address: str) -> str:
    """A keyed digest of a typed mail address, without regard to case and outer spaces."""
    return salted_hmac("sign-in address", address.strip().lower(), algorithm="sha256").hexdigest()


def digest_of_origin(origin: str) -> str:
    """A keyed digest of the network address that somebody tries from."""
    return salted_hmac("sign-in origin", origin, algorithm="sha256").hexdigest()
