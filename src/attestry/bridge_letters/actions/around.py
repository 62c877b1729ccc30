"""What every act on a letter begins with: the letter held, and not closed."""

from __future__ import annotations

from attestry.bridge_letters.errors import LetterClosed
from attestry.bridge_letters.models import BridgeLetter
from attestry.bridge_letters.queries.letters import letter_numbered
from attestry.bridge_letters.rules.state import LetterState


def held(letter: BridgeLetter) -> BridgeLetter:
    """The letter, locked until the act ends, read anew."""
    BridgeLetter.objects.select_for_update().get(pk=letter.pk)
    return letter_numbered(letter.pk)


def held_open(letter: BridgeLetter) -> BridgeLetter:
    """The same for one that can still be written. Raises LetterClosed."""
    found = held(letter)
    if hasattr(found, "withdrawal"):
        raise LetterClosed(LetterState.WITHDRAWN.value)
    if hasattr(found, "signed"):
        raise LetterClosed(LetterState.SIGNED.value)
    return found
