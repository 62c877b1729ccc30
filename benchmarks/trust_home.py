"""A home whose trust center shows everything: the sample company, an issued report, and all that it may show.

python benchmarks/trust_home.py FOLDER     # prints a session of its administrator as JSON
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any


def main(home: Path) -> None:
    """Make the home, and say how to come in."""
    os.environ.update(ATTESTRY_HOME=str(home), DJANGO_SETTINGS_MODULE="attestry.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    told()
    print(json.dumps({"cookie": session(), "shown": filled()}))


def told() -> None:
    """The last four days of the sample company's story."""
    from attestry.kit import clock
    from attestry.sample_company.actions.telling import begin
    from attestry.sample_company.company import company
    from attestry.sample_company.rules.calendar import Calendar

    story = company()
    calendar = Calendar.ending(clock.now().date(), story.story.last_day)
    last = calendar.day_of(clock.now())
    begin(story, calendar, range(last - 4, last), lambda _: None)


def session() -> str:
    """A session of the administrator."""
    from django.test import Client

    from attestry.accounts.queries import first_administrator

    client, user = Client(), first_administrator()
    assert user is not None
    client.force_login(user)
    return str(client.cookies["sessionid"].value)


def filled() -> dict[str, int]:
    """Everything that something backs is shown; how much of each kind."""
    from attestry.accounts.queries import first_administrator
    from attestry.kit import clock
    from attestry.trust_center.actions.keeping import keep_page, open_page
    from attestry.trust_center.actions.publishing import publish
    from attestry.trust_center.queries.world import the_world
    from attestry.trust_center.rules.items import ItemKind
    from attestry.trust_center.rules.looks import Accent

    user = first_administrator()
    assert user is not None
    by = user.actor()
    reported()
    keep_page(by, intro="We pay people on time. This is what we hold ourselves to, and who looked.",
              contact="trust@wagewren.example", accent=Accent.TEAL)  # fmt: skip
    open_page(by, is_open=True)
    said: dict[str, Any] = {"purpose": "Hosting of the service", "place": "Frankfurt, Germany"}
    counts = {}
    for kind in (ItemKind.REPORT, *(one for one in ItemKind if one is not ItemKind.REPORT)):
        keys = [one.key for one in the_world(clock.now()).of(kind) if not one.missing]
        if keys:
            publish(by, kind=kind, keys=keys, **(said if kind is ItemKind.SUBPROCESSOR else {}))
        counts[kind.value] = len(keys)
    return counts


def reported() -> None:
    """A report that a firm issued, as its table keeps it; the way to one is no part of what is measured."""
    from attestry.accounts.models import User
    from attestry.controls.models import Control
    from attestry.engagements.models import Engagement
    from attestry.kit import clock
    from attestry.opinions.models import IssuedReport
    from attestry.scope.models import System

    system, today = System.objects.all()[0], clock.now().date()
    until = today - timedelta(days=57)
    began = date(until.year - 1, until.month, 1)
    engagement = Engagement.objects.create(
        system=system, kind="soc_2_type_2", title="Last period", state="issued", categories=["security"],
        edition="tsc-2017", standard="AT-C 105", from_on=began, until_on=until, created_by="Lea",
        created_at=clock.now(),
    )  # fmt: skip
    tests = [
        {
            "aspect_label": one,
            "verdict": "effective",
            "verdict_words": "Operated effectively",
            "deviations": [],
        }
        for one in ("Design", "Operation")
    ]
    opinions = [{"subject": one, "label": "Unmodified"} for one in ("description", "design", "operation")]
    content = {
        "kind": "soc_2_type_2", "kind_label": "SOC 2 Type 2", "organization": "Wagewren",
        "system": system.name, "categories": ["security", "availability"], "from": began.isoformat(),
        "until": until.isoformat(), "firm": {"name": "Doyle & Partners"}, "opinions": opinions,
        "controls": [{"key": one, "tests": tests} for one in Control.objects.values_list("key", flat=True)],
    }  # fmt: skip
    IssuedReport.objects.create(
        engagement=engagement, version=1, content=content, content_digest="c" * 64, digest="d" * 64, size=1,
        entry_seq=90_000_000, companion={}, report_on=until + timedelta(days=30), by=User.objects.all()[0],
        by_name="Pat", at=clock.now(),
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
