"""A home with an issued report, its trust center on its own host, and a mail server that takes its mails.

It is filled by the acts of an examination in a process of its own, which prints the lead's session.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from attestry.cli.tests.shell import attestry
from attestry.notices.tests.servers import Mailbox, taking_mails
from journeys.an_examined_home import told_by
from journeys.homes import Served, served

TRUST_HOST = "trust.localhost"
BY_RULE = "globex.example.com"
ASSUMED = "Take access away from people who leave."

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
from attestry.descriptions.tests import texts
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.kit import clock
from attestry.nondisclosure.actions.publishing import publish_agreement
from attestry.nondisclosure.queries.standing import outline
from attestry.opinions.tests.whole import issued_by
from attestry.readers.actions.offering import add_rule
from attestry.readers.rules.kinds import RuleKind
from attestry.scope.actions.sharing import add_user_entity_control
from attestry.scope.rules.promises import UserControlKind
from attestry.trust_center.actions.keeping import open_page
from attestry.trust_center.actions.publishing import publish_and_offer
del texts.NONE[6]
texts.TEXTS[6] = "We assume one control of a customer, UEC-1: that it takes access away from those who leave."
with clock.simulated(NOW):
    scene = an_examination()
    add_user_entity_control(
        scene.lead.actor(), scene.engagement.system, kind=UserControlKind.COMPLEMENTARY, text="{ASSUMED}",
        criteria=["CC8.1"], without_it="Former staff still sign in.",
    )
    report = issued_by(scene, Path(sys.argv[1]))
lead = scene.lead.actor()
publish_and_offer(lead, keys=[str(report.pk)])
open_page(lead, is_open=True)
publish_agreement(lead, title="Non-disclosure agreement", text=outline())
add_rule(lead, kind=RuleKind.DOMAIN, domain="{BY_RULE}", days=30)
client = Client()
client.force_login(scene.lead)
print("SESSIONS " + json.dumps({{"lead": client.cookies["sessionid"].value}}))
"""


@dataclass(frozen=True, slots=True)
class ToRead:
    """The home that is served, the lead's session, and the mails that went out."""

    home: Served
    lead: str
    mailbox: Mailbox

    @property
    def address(self) -> str:
        """Where strangers find it."""
        return self.home.address.replace("127.0.0.1", TRUST_HOST)

    def mailed(self, to: str, subject: str) -> str:
        """The path in the newest such mail to somebody, after what waits was sent; it names the own host."""
        sent = attestry(self.home.home, "notices", "send")
        assert sent.returncode == 0, sent.stderr
        mails = [one for one in self.mailbox.mails if one["To"] == to and subject in str(one["Subject"])]
        assert mails, [(one["To"], one["Subject"]) for one in self.mailbox.mails]
        text = bytes(mails[-1].get_payload(decode=True)).decode()  # type: ignore[arg-type]
        found = re.search(rf"http://{re.escape(TRUST_HOST)}(/trust/\S+)", text)
        assert found is not None, text
        return found[1]


@contextmanager
def a_report_to_read(folder: Path) -> Iterator[ToRead]:
    """The home, served until the block ends."""
    home = folder / "home"
    with taking_mails() as (mailbox, port), pytest.MonkeyPatch.context() as shell:
        told = told_by(SCENE, home, folder)
        shell.setenv("ATTESTRY_TRUST_HOST", TRUST_HOST)
        shell.setenv("ATTESTRY_SMTP_HOST", "127.0.0.1")
        shell.setenv("ATTESTRY_SMTP_PORT", str(port))
        shell.setenv("ATTESTRY_SMTP_SECURITY", "none")
        with served(home) as one:
            yield ToRead(one, told["lead"], mailbox)
