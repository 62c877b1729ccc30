"""The ``attestry`` command: starts fast, and turns every refusal into words and an exit code."""

from __future__ import annotations

import os
import sys

from attestry import __version__

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attestry.project.settings")
    if sys.argv[1:] == ["--version"]:
        print(f"attestry {__version__}")
        return
    # Imported late: asking for the version should not wait for the verbs.
    from attestry.cli.app import app

    try:
        app(prog_name="attestry")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except _refusals() as error:
        # Imported late: only a refusal needs words.
        from attestry.cli.failures import exit_code_of

        code = exit_code_of(error, sys.stderr)
        if code is None:
            raise
        sys.exit(code)


def _refusals() -> tuple[type[Exception], ...]:
    """The kinds of error that may be foreseen; asked for only once something was raised."""
    # Imported late: most commands need Django later, or never.
    from django.db.utils import OperationalError

    from attestry.kit.errors import DomainError

    return (DomainError, OSError, OperationalError)
