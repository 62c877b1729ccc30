"""A small home before its first examination: its people, its one control, and a sealed list of changes.

It is filled by acts in a process of its own, which prints everybody's session.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from attestry.cli.tests.shell import environment

FIRST, LAST = "2026-03-01", "2026-08-31"
CHANGES = (
    ("CHG-0001", "Rates of the new year", "bob@example.org", "2026-03-09T10:00:00Z"),
    ("CHG-0002", "A faster search", "ann@example.org", "2026-04-14T10:00:00Z"),
    ("CHG-0003", "Letters by post", "bob@example.org", "2026-05-20T10:00:00Z"),
    ("CHG-0004", "Fewer reminders", "bob@example.org", "2026-06-30T10:00:00Z"),
    ("CHG-0005", "A door for partners", "bob@example.org", "2026-08-11T10:00:00Z"),
)
UNAPPROVED = "CHG-0002"
PEOPLE = {
    "lead": ("Lea Brandt", "compliance_lead"),
    "executive": ("Eva Stone", "executive"),
    "partner": ("Pat Doyle", "auditor"),
    "auditor": ("Sam Reyes", "auditor"),
}

SCENE = f"""
import json, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
settings.HOME.prepare()
call_command("migrate", verbosity=0)
from attestry.accounts.actions.users import add_user
from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import adopt_control, assign_owner, go_live
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.models import Control
from attestry.controls.queries.commitments import references_by_control
from attestry.frameworks.actions import sync_frameworks
from attestry.frameworks.queries.criteria import criteria_in_scope
from attestry.journal.rules import Actor
from attestry.populations.tests.changes import sealed_changes
from attestry.scope.actions.deciding import mark_inapplicable
from attestry.scope.actions.describing import add_service
from attestry.scope.actions.drawing import add_component
from attestry.scope.actions.setting_up import choose_category, ensure_system
from attestry.scope.rules.system import ComponentKind
house = Actor.system("setup")
sync_frameworks(house)
sync_control_library(house)
users = {{
    key: add_user(house, email=name.split()[0].lower() + "@example.org", name=name, role=Role(role))
    for key, (name, role) in {PEOPLE!r}.items()
}}
lead = users["lead"].actor()
system = ensure_system(lead, "Rosters")
choose_category(lead, system, category="security", is_chosen=True, reason="Asked for.")
add_service(lead, system, name="Rosters", description="Plans shifts.", customers="40 clinics")
add_component(lead, system, kind=ComponentKind.SOFTWARE, name="Roster planner", description="Plans shifts.")
control = Control.objects.get(key="CHG-02")
if control.state != "adopted":
    control = adopt_control(lead, control)
assign_owner(lead, control, owner=users["lead"])
go_live(lead, Control.objects.get(key="CHG-02"))
for one in criteria_in_scope(["security"]):
    if one.reference not in references_by_control()["CHG-02"]:
        mark_inapplicable(lead, system, reference=one.reference, reason="Not part of this small example.")
rows = [(key, title, "web", "normal", "ann@example.org", by, at) for key, title, by, at in {CHANGES!r}]
entry = sealed_changes(Path(sys.argv[1]), rows)
told = {{"entry": str(entry.seq)}}
for key, user in users.items():
    client = Client()
    client.force_login(user)
    told[key] = client.cookies["sessionid"].value
print("SESSIONS " + json.dumps(told))
"""


def tell(home: Path, folder: Path) -> dict[str, str]:
    """Fill a new home; the sessions of its people by what they are, and the number of the reading."""
    return told_by(SCENE, home, folder)


def told_by(scene: str, home: Path, folder: Path) -> dict[str, str]:
    """Run a scene in a process of its own; the sessions that it prints."""
    around = environment(home) | {"DJANGO_SETTINGS_MODULE": "attestry.project.settings"}
    told = subprocess.run(
        [sys.executable, "-c", scene, str(folder)], env=around, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    line = next(one for one in told.stdout.splitlines() if one.startswith("SESSIONS "))
    sessions: dict[str, str] = json.loads(line.removeprefix("SESSIONS "))
    return sessions


def signed_in(browser: Browser, address: str, session: str) -> BrowserContext:
    """A browser of their own, signed in."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return context
