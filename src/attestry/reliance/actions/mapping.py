"""The user entity says how its own control stands that a report assumes. The journal holds no word of it."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.nondisclosure.queries.standing import refuse_unless_bound
from attestry.readers.access import refuse_unless_reader
from attestry.readers.models import Grant, Reader
from attestry.readers.queries.grants import open_grant
from attestry.readers.rules.kinds import ReaderKind
from attestry.reliance.errors import NotYoursToMap, SaidWrong
from attestry.reliance.models import MappedControl
from attestry.reliance.queries.mapping import the_control
from attestry.reliance.queries.reading import report_under
from attestry.reliance.rules.kinds import MappingState

LONGEST = 4000
_THEIR_OWN = (ReaderKind.USER_ENTITY, ReaderKind.PROSPECT)


def refuse_unless_own(handed_by: str) -> None:
    """Raises NotYoursToMap for a session that management made the link of: it could be management's own."""
    if handed_by:
        raise NotYoursToMap(
            f"You came in by a link that {handed_by} handed over, and a mapping is your company's alone.",
            next_step="Sign out, and have a link mailed to you.",
        )


def may_map(reader: Reader) -> bool:
    """Whether the reader maps for the company; its auditors and regulators read what it mapped."""
    return reader.the_kind in _THEIR_OWN


@act("reliance.map_as_reader", offered=False)
def map_control(
    actor: Actor,
    grant: Grant,
    control_key: str,
    *,
    state: MappingState,
    words: str = "",
    owner: str = "",
    evidence: str = "",
    handed_by: str = "",
) -> MappedControl:
    """Keep what the user entity says of one control; what was said before stays.

    Raises NotAllowed, GrantEnded, NotBound, NothingStands, UnknownControl, NotYoursToMap and SaidWrong.
    """
    reader = grant.reader
    refuse_unless_reader(actor, reader)
    held = open_grant(reader, grant.key)
    refuse_unless_bound(reader)
    refuse_unless_own(handed_by)
    if not may_map(reader):
        raise NotYoursToMap(
            f"You read for {reader.user_entity}; its own people map its controls.",
            next_step="Ask them to map it.",
        )
    report = report_under(held)
    control = the_control(report, control_key)
    said = {
        "state": state.value,
        "words": words.strip(),
        "owner": owner.strip(),
        "evidence": evidence.strip(),
    }
    if long := next((name for name, text in said.items() if len(text) > LONGEST), ""):
        raise SaidWrong(f"{long}: this is too long.", next_step=f"Say it in {LONGEST:,} characters.")
    if len(said["owner"]) > 200:
        raise SaidWrong("owner: this is too long.", next_step="Name one person or team.")
    kept = committed(said)
    made = MappedControl.objects.create(
        user_entity=reader.user_entity, report=report, content_digest=report.content_digest,
        control_key=control.key, text_digest=control.digest, salt=kept.salt, by=reader, by_name=reader.name,
        at=clock.now(), **said,
    )  # fmt: skip
    record(reader.subject, after={"mapped": kept.digest})
    return made
