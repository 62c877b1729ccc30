"""Reports that assume something of others, and readers who opened one, for the tests of this room."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.test import Client

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.opinions.models import IssuedReport
from attestry.opinions.tests.issued import Issued
from attestry.readers.models import Grant
from attestry.readers.tests.visiting import signed_in

FIRST = {
    "key": "CUEC-1",
    "text": "Take access away from people who leave.",
    "criteria": ["CC6.2"],
    "without_it": "Former staff still sign in.",
}
SECOND = {"key": "CUEC-2", "text": "Review who has access.", "criteria": ["CC6.3"], "without_it": ""}
CARVED = {
    "name": "Rack GmbH",
    "service": "Houses the servers.",
    "method": "carve_out",
    "monitoring": "Its report is read each year.",
    "expected": [{"text": "Doors of the halls are locked.", "criteria": ["CC6.4"]}],
}


def reissued(issued: Issued, users=(FIRST,), others=(CARVED,), **said: Any) -> IssuedReport:
    """The next version of the report, which assumes controls of its users and of others."""
    last = IssuedReport.objects.filter(engagement=issued.report.engagement).order_by("version").last()
    assert last is not None
    assumed = {"user_entity_controls": list(users), "subservice_organizations": list(others)}
    content = last.content | assumed | said
    seq = IssuedReport.objects.aggregate(last=Max("entry_seq"))["last"] + 1000
    return IssuedReport.objects.create(
        engagement=last.engagement, version=last.version + 1, replaces=last, why="Something was left out.",
        content=content, content_digest=sha256_hex(canonical_json(content)), digest=last.digest,
        size=last.size, entry_seq=seq, companion=last.companion, oscal=last.oscal, seal=last.seal,
        report_on=last.report_on, by=last.by, by_name=last.by_name, at=last.at,
    )  # fmt: skip


class Reading:
    """A browser of a grant's reader, and the pages below the grant."""

    def __init__(self, grant: Grant) -> None:
        self.grant = grant
        self.browser = signed_in(grant.reader)

    def path(self, page: str = "") -> str:
        """The address of a page."""
        return f"/trust/reading/{self.grant.key}/{page}"

    def page(self, page: str = "", **asked: str) -> str:
        """What stands on it."""
        answer = self.browser.get(self.path(page), asked)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def maps(self, control: str = "CUEC-1", **said: str):
        """Keep one control."""
        told = {"state": "in_place", "words": "HR closes accounts.", "owner": "IT", "evidence": "Tickets"}
        return self.browser.post(self.path("controls/"), {"control": control, **told, **said})

    def asks(self, words: str = "Who reads the logs?"):
        """Ask a question."""
        return self.browser.post(self.path("questions/"), {"words": words})


def browser_of(user) -> Client:
    """A browser in which a user of the program is signed in."""
    browser = Client()
    browser.force_login(user)
    return browser
