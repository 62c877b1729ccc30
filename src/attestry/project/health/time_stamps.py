"""Check of time stamps: whether an authority is configured rightly, and whether it answers."""

from __future__ import annotations

from attestry.evidence.stamp_state import ShownStamp, Standing, stamp_state
from attestry.evidence.stamps import Waiting
from attestry.kit import clock
from attestry.project.health.finding import Finding, broken, look, well
from attestry.project.home import Home
from attestry.ui.words import span_words

_SUBJECT = "Time stamps"


def time_stamps(_home: Home) -> list[Finding]:
    """The newest signed root is stamped, or nobody was asked to; the newest stamp holds."""
    state = stamp_state()
    if state.shown is not None and state.shown.unchecked:
        return look(_SUBJECT, state.shown.unchecked, "See the check of the evidence store.")
    if state.shown is not None and state.shown.facts is None:
        return broken(_SUBJECT, state.shown.broken, "“attestry verify” names the entry; restore a backup.")
    match state.standing:
        case Standing.MADE_UP:
            return well(_SUBJECT, "none: a made-up company's instants are not stamped")
        case Standing.OFF:
            return well(_SUBJECT, "off: ATTESTRY_STAMP_AUTHORITY names no authority")
        case Standing.WRONG:
            return broken(_SUBJECT, state.wrong, "Correct the setting and start Attestry again.")
        case Standing.NOTHING:
            return well(_SUBJECT, "nothing is signed yet that could be stamped")
        case Standing.WAITING:
            return _waiting(state.waiting) if state.waiting else []
        case Standing.STAMPED:
            return _stamped(state.shown) if state.shown else []


def _waiting(found: Waiting) -> list[Finding]:
    since = f"roots wait since {clock.to_text(found.since.replace(microsecond=0))}"
    if found.last is None:
        return well(_SUBJECT, f"{since}; the authority is asked next")
    return look(
        _SUBJECT,
        f"{since}; last asked {clock.to_text(found.last.at.replace(microsecond=0))}: {found.last.refusal}",
        "See that the authority is reached from here and that ATTESTRY_STAMP_ROOTS holds its root; "
        "it is asked again by itself.",
    )


def _stamped(shown: ShownStamp) -> list[Finding]:
    authority = shown.facts.authority if shown.facts else ""
    words = f"{authority} stamped the root over {shown.stamp.checkpoint_id:,} entries at {shown.at_words}"
    if shown.clocks_apart:
        return look(
            _SUBJECT,
            f"{words}; its clock and this machine's were {span_words(shown.clocks_apart)} apart",
            "Set the machine's clock by the network's time; instants are evidence.",
        )
    return well(_SUBJECT, words)
