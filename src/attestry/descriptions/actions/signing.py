"""Signing management's assertion: by an officer, in their own name, of the description as it stands."""

from __future__ import annotations

from django.conf import settings

from attestry.accounts.models import User
from attestry.descriptions.errors import CannotSign, PassageRefused
from attestry.descriptions.models import Assertion, FinalDescription
from attestry.descriptions.queries.description import is_current
from attestry.descriptions.rules.assertion import assertion_text
from attestry.engagements.queries.criteria import edition_words
from attestry.engagements.wall import refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex


@act("descriptions.sign")
def sign_assertion(
    actor: Actor, description: FinalDescription, *, title: str, seen_digest: str = ""
) -> Assertion:
    """Sign what management claims of a final description.

    ``seen_digest`` is the digest of the text that was read. Raises CannotSign where it is not the one that
    stands or was signed, or nobody signs in their own name; PassageRefused without a title; BehindTheWall.
    """
    held = (
        FinalDescription.objects.select_for_update(of=("self",))
        .select_related("engagement")
        .get(pk=description.pk)
    )
    refuse_unless_management(actor, held.engagement, "The assertion")
    signer = User.objects.filter(email=actor.key.removeprefix("user:")).first()
    if actor.kind != "user" or signer is None:
        raise CannotSign("An assertion is signed by a person in their own name.", "Sign in as that person.")
    if hasattr(held, "assertion"):
        raise CannotSign("This version is signed already.", "See the assertion.")
    if not is_current(held):
        raise CannotSign(
            "The description changed after this version was made final.",
            "Make it final again, then sign that.",
        )
    if not title.strip():
        raise PassageRefused("title", "Say in which office you sign.")
    text = the_text(held)
    digest = sha256_hex(text.encode())
    if seen_digest and seen_digest != digest:
        raise CannotSign("The text is another than the one that you read.", "Read it again, then sign.")
    made = Assertion.objects.create(
        description=held,
        text=text,
        digest=digest,
        signed_by=signer,
        signer_name=signer.name,
        signer_title=title.strip(),
        signed_at=clock.now(),
    )
    record(held.engagement.subject, after={"assertion": digest, "by": signer.email, "as": made.signer_title})
    return made


def the_text(description: FinalDescription) -> str:
    """The text of the assertion that belongs to a final description."""
    engagement = description.engagement
    return assertion_text(
        engagement.the_kind,
        organization=settings.HOME.organization().name,
        system=engagement.system.name,
        categories=engagement.categories,
        from_on=engagement.from_on,
        until_on=engagement.until_on,
        edition=edition_words(engagement.edition),
        digest=description.digest,
    )
