"""The pages of a made program: their addresses, a session for them, and the queries that lists make.

    python benchmarks/program_pages.py HOME

Prints one JSON object. A process of its own, since a home is chosen once for a process.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

TEST = "files-mfa-on-active-accounts"
LISTS = (
    "today", "criteria", "controls", "tests", "tests half way", "test", "test, failing items",
    "evidence", "evidence, a word", "checkpoints", "connections", "connection", "journal", "journal, a word",
    "proof of a criterion", "as of today", "as of half way", "search", "readiness", "framework",
    "scope", "scope resources", "boundary", "users", "reports",
)  # fmt: skip


def main() -> None:
    """Print the addresses by name, the session's cookie, and the queries of each list."""
    os.environ.update(ATTESTRY_HOME=sys.argv[1], DJANGO_SETTINGS_MODULE="attestry.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from attestry.accounts.actions.users import add_user
    from attestry.accounts.models import User
    from attestry.accounts.rules import Role
    from attestry.journal.rules import Actor

    call_command("migrate", verbosity=0)
    reader = User.objects.filter(email="reader@example.com").first() or add_user(
        Actor.system("benchmark"), email="reader@example.com", name="Reader", role=Role.ADMINISTRATOR
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(reader)
    pages = addresses()
    queries = {name: queries_of(client, pages[name]) for name in LISTS}
    print(json.dumps({"cookie": client.cookies["sessionid"].value, "pages": pages, "queries": queries}))


def queries_of(client: Any, path: str) -> int:
    """How many queries a page makes once the process is warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as made:
        client.get(path)
    return len(made)


def addresses() -> dict[str, str]:
    """Every kind of page by name, the long lists at their beginning, middle and end."""
    return {**lists(), **population(), **ledger(), **past()}


def lists() -> dict[str, str]:
    """The pages that are there in every home."""
    return {
        "today": "/",
        "today, over a month": "/?since=month",
        "criteria": "/criteria/",
        "criterion": "/criteria/CC6.1/",
        "criterion, over a year": "/criteria/CC6.1/?days=365",
        "controls": "/controls/",
        "assurance": "/assurance/",
        "what was learned later": "/as-of/difference/",
        "control": "/controls/IAM-01/",
        "control, over a year": "/controls/IAM-01/?days=365",
        "tests": "/tests/",
        "connections": "/connections/",
        "connection": "/connections/made-accounts/",
        "connection, the cloud": "/connections/made-cloud/",
        "tables": "/connections/tables/",
        "connection to add": "/connections/add/aws/",
        "journal": "/journal/",
        "journal, a word": "/journal/?q=entry",
        "search": "/search/?q=account",
        "search, two words": "/search/?q=access+review",
        "proof of a criterion": "/prove/CC6.1/",
        "proof of a control": "/prove/IAM-01/",
        "readiness": "/readiness/",
        "framework": "/frameworks/iso27001/",
        "frameworks": "/frameworks/",
        "categories": "/categories/",
        "category": "/categories/security/",
        "glossary": "/glossary/",
        "scope": "/scope/",
        "services": "/scope/services/",
        "data stores": "/scope/data-stores/",
        "boundary": "/scope/boundary/",
        "scope resources": "/scope/resources/",
        "users": "/users/",
        "profile": "/profile/",
        "reports": "/reports/",
        "hand in": "/evidence/hand-in/",
        "manual test": "/controls/IAM-01/manual-test/",
    }


def population() -> dict[str, str]:
    """A test of the whole population: its items and its failing ones, and one item."""
    from attestry.control_tests.rules.outcome import Outcome
    from attestry.effectiveness.queries.populations import items
    from attestry.kit import clock

    now = clock.now()
    whole = items(TEST, at=now, limit=1).total // 20
    failing = items(TEST, at=now, outcome=Outcome.FAIL, limit=1)
    item = failing.items[0].item_id if failing.items else ""
    test = f"/tests/{TEST}/"
    return {
        "test": test,
        "test, middle page": f"{test}?page={whole // 2}",
        "test, last page": f"{test}?page={whole}",
        "test, over a year": f"{test}?days=365",
        "test, failing items": f"{test}?outcome=fail",
        "test, failing items, last page": f"{test}?outcome=fail&page={max(failing.total // 20, 1)}",
        "test, a word": f"{test}?q=00123",
        "item": f"{test}items/?item={item}",
        "item, over a year": f"{test}items/?item={item}&days=365",
    }


def ledger() -> dict[str, str]:
    """The ledger's list, entries of each kind, and the rows of a large table."""
    from attestry.evidence.models import Entry, EntryKind
    from attestry.journal.queries import head

    newest = Entry.objects.order_by("-seq")
    of_accounts = Entry.objects.filter(connection__name="made-accounts")
    large, first = of_accounts.latest("seq").seq, of_accounts.earliest("seq").seq
    run = newest.filter(kind=EntryKind.RUN)[0].seq
    middle, act = newest[0].seq // 2, head()[0] // 2
    return {
        "evidence": "/evidence/",
        "evidence, middle page": f"/evidence/?page={middle // 50}",
        "evidence, a word": "/evidence/?q=account",
        "evidence, of one kind": "/evidence/?kind=run",
        "checkpoints": "/evidence/checkpoints/",
        "entry of a large reading": f"/evidence/{large}/",
        "entry of the first reading": f"/evidence/{first}/",
        "entry of a run": f"/evidence/{run}/",
        "entry in the middle": f"/evidence/{middle}/",
        "rows": f"/evidence/{large}/rows/files_account/",
        "rows, middle page": f"/evidence/{large}/rows/files_account/?page=1000",
        "leaf": f"/evidence/{large}/leaf/",
        "journal, middle page": f"/journal/?page={act // 50}",
        "journal entry": f"/journal/{act}/",
    }


def past() -> dict[str, str]:
    """The pages that can be asked about a day in the past: half way through what the home has seen."""
    from attestry.evidence.models import Entry
    from attestry.kit import clock

    first, now = Entry.objects.earliest("seq").observed_at, clock.now()
    at = clock.to_text((first + (now - first) / 2).replace(microsecond=0))
    asked = {
        "as of today": "/as-of/",
        "test half way": f"/tests/{TEST}/?as_of={at}",
    }
    for name, path in {
        "today": "/", "criteria": "/criteria/", "controls": "/controls/", "tests": "/tests/",
        "readiness": "/readiness/", "proof": "/prove/CC6.1/", "evidence": "/evidence/", "as of": "/as-of/",
    }.items():  # fmt: skip
        asked[f"{name} half way"] = f"{path}?as_of={at}"
        asked[f"{name}, as known half way"] = f"{path}?known_on={at}"
    return asked


if __name__ == "__main__":
    main()
