"""Adding a chat channel, removing it, and sending something to see that it arrives."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.outgoing import checked
from attestry.kit.secrets import SecretBox
from attestry.notices.actions.posting import Draft, post_notices
from attestry.notices.errors import ChannelRefused, ChannelUnknown
from attestry.notices.models import Channel
from attestry.notices.rules.waiting import ChannelKind


@act("notices.add_channel")
def add_channel(actor: Actor, *, name: str, kind: ChannelKind, address: str, box: SecretBox) -> Channel:
    """Write to a chat channel from now on. Raises ChannelRefused, and AddressRefused for its address."""
    name = name.strip()
    if not name:
        raise ChannelRefused(
            "A channel needs a name.", next_step="Say what people call it, such as #compliance."
        )
    if Channel.objects.filter(name__iexact=name).exists():
        raise ChannelRefused(f"There already is a channel “{name}”.", next_step="Choose another name.")
    parts = checked(address.strip())
    made = Channel.objects.create(
        name=name,
        kind=kind,
        host=str(parts.hostname),
        sealed_address=box.seal(address.strip()),
        added_at=clock.now(),
    )
    record(made.subject, after={"kind": kind.value, "host": made.host})
    return made


@act("notices.remove_channel")
def remove_channel(actor: Actor, channel: Channel) -> Channel:
    """Write there no more; what waits for it is given up when its time comes. Raises ChannelUnknown."""
    found = Channel.objects.select_for_update().filter(pk=channel.pk, removed_at=None).first()
    if found is None:
        raise ChannelUnknown
    found.removed_at = clock.now()
    found.sealed_address = ""
    found.save()
    record(found.subject, before={"host": found.host}, after={"removed": True})
    return found


@act("notices.send_test")
def send_test(actor: Actor, *, address: str = "", channel: Channel | None = None) -> int:
    """Put a test notice to a mail address or a channel into the outbox."""
    to: str | Channel = channel or address
    if not to:
        raise ChannelRefused("It was not said whom to write to.", next_step="Give an address or a channel.")
    text = f"{actor.name} asked Attestry to send this, to see that notices arrive here."
    key = f"test:{clock.to_text(clock.now())}"
    return post_notices(actor, [Draft(key, to, "A test notice from Attestry", text, "/notices/")])
