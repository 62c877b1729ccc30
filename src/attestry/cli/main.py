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
    # Imported late: asking for the version should not wait for Django and the verbs.
    from django.db.utils import OperationalError

    from attestry.cli.app import app
    from attestry.cli.failures import exit_code_of
    from attestry.kit.errors import DomainError

    try:
        app(prog_name="attestry")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except (DomainError, OSError, OperationalError) as error:
        code = exit_code_of(error, sys.stderr)
        if code is None:
            raise
        sys.exit(code)
