"""Publishing a version of the agreement."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.nondisclosure.errors import AgreementRefused
from attestry.nondisclosure.models import Agreement
from attestry.nondisclosure.queries.standing import agreement_in_force
from attestry.nondisclosure.rules.binding import text_digest, whole_text


@act("nondisclosure.publish")
def publish_agreement(
    actor: Actor, *, title: str, text: str, wants_signing_again: bool = False, why: str = ""
) -> Agreement:
    """Put a text in force for everybody who signs from now on; the first version has number 1.

    One that ``wants_signing_again`` ends what was signed before, and says why. Raises AgreementRefused.
    """
    last = agreement_in_force()
    whole = whole_text(text)
    if not title.strip():
        raise AgreementRefused("title: this is empty.", next_step="Name the agreement.")
    if last is not None and last.digest == text_digest(whole):
        raise AgreementRefused("text: this is the text in force.", next_step="Change it, or leave it.")
    if last is not None and wants_signing_again and not why.strip():
        raise AgreementRefused("why: this is empty.", next_step="Say why everybody has to sign again.")
    made = Agreement.objects.create(
        version=last.version + 1 if last else 1,
        title=title.strip()[:200],
        text=whole,
        digest=text_digest(whole),
        wants_signing_again=wants_signing_again,
        why=why.strip(),
        published_by=actor.name,
        published_at=clock.now(),
    )
    after = {"digest": made.digest, "wants_signing_again": wants_signing_again, "why": made.why}
    record(made.subject, after=after)
    return made
