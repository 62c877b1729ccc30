"""Makes Django ready, and says who is at the command line."""

from __future__ import annotations

import getpass

from attestry.journal.rules import Actor
from attestry.project.home import Home, current


def ready() -> Home:
    """Set Django up for the home that the environment names, and answer that home."""
    # Imported late: most of a second, which verbs that need no database should not pay.
    import django

    django.setup()
    return current()


def operator() -> Actor:
    """Whoever has the shell."""
    return Actor.operator(login())


def login() -> str:
    """The login name at this shell; a number where the machine has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"
