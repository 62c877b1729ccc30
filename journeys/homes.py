"""Two homes that are really served: a sample company's, and one that somebody just started."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from attestry.cli.tests.shell import Serving, environment

SAMPLE = """
import django
django.setup()
from attestry.kit import clock
from attestry.sample_company.actions.telling import begin
from attestry.sample_company.company import company
from attestry.sample_company.rules.calendar import Calendar
from django.core.management import call_command
call_command("migrate", verbosity=0)
told = company()
calendar = Calendar.ending(clock.now().date(), told.story.last_day)
last = calendar.day_of(clock.now())
begin(told, calendar, range(last - 4, last), print)
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A home that is being served, and the link that was printed for its first administrator."""

    home: Path
    address: str
    link: str


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """Serve a home by the command, as a person would, and end it."""
    with Serving(home) as serving:
        link = serving.link()
        yield Served(home, link[1], link[0])


def tell_sample(home: Path) -> None:
    """Tell a new home the last four days of the sample company's story."""
    around = environment(home) | {"DJANGO_SETTINGS_MODULE": "attestry.project.settings"}
    told = subprocess.run(
        [sys.executable, "-c", SAMPLE], env=around, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
