"""Signing the scope: the exact text that was read, by a person, as the next version."""

from __future__ import annotations

from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import FieldRefused, NothingToSign, NotSignedBySomebody, ReasonMissing
from attestry.scope.models import ScopeDecision, System
from attestry.scope.queries.categories import undriven
from attestry.scope.queries.statements import statements
from attestry.scope.rules.decision import digest_of, text_of


@act("scope.sign_decision")
def sign_decision(
    actor: Actor, system: System, *, digest: str, title: str, note: str = "", without_driver: str = ""
) -> ScopeDecision:
    """Sign the scope as it stands, if its text still has that digest.

    ``title`` is the signer's office; ``without_driver`` is why a category is chosen that nobody asks for.
    Raises NotSignedBySomebody, NothingToSign, FieldRefused and ReasonMissing.
    """
    signer = _person(actor)
    if not title.strip():
        raise FieldRefused("title", "A signature says in which office it is given.", "Say your office.")
    System.objects.select_for_update().get(pk=system.pk)
    said = statements(system)
    text = text_of(system.name, said)
    if digest_of(text) != digest:
        raise NothingToSign("The scope changed since you read it.")
    last = system.decisions.first()
    if last and last.digest == digest:
        raise NothingToSign(f"Version {last.number} says exactly this already.")
    if lacking := undriven(system):
        if not without_driver.strip():
            raise ReasonMissing(f"Choosing {', '.join(lacking)} while nobody is recorded who asks for it")
        note = f"{note.strip()}\nWithout a driver ({', '.join(lacking)}): {without_driver.strip()}".strip()
    made = ScopeDecision.objects.create(
        system=system,
        number=last.number + 1 if last else 1,
        text=text,
        digest=digest,
        statements=[one.record() for one in said],
        note=note.strip(),
        signed_by=signer,
        signer_name=signer.name,
        signer_title=title.strip(),
        signed_at=clock.now(),
    )
    record(
        f"system:{system.name}",
        before={"version": last.number, "digest": last.digest} if last else None,
        after={"version": made.number, "digest": digest, "title": made.signer_title, "note": made.note},
    )
    return made


def _person(actor: Actor) -> User:
    """Whoever signs; a token and the house itself are nobody."""
    email = actor.key.removeprefix("user:") if actor.kind == "user" else ""
    signer = User.objects.filter(email=email, is_active=True).first()
    if signer is None or signer.name != actor.name:
        raise NotSignedBySomebody
    return signer
