"""One run of the line in a process of its own, which its test kills, starves of disk, or races.

python -m attestry.project.tests.crashing collect|test|both DAY [--pause | --pause-before-the-line]
python -m attestry.project.tests.crashing killed COUNT
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

import django

DAY_ONE = datetime(2026, 3, 1, 6, tzinfo=UTC)
ROWS = int(os.environ.get("CRASHING_ROWS", "300"))


def say(word):
    """Tell whoever started this process how far it got."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def rows_on(day):
    """The accounts on a day: one of ten changes each day, one comes, one goes."""
    for number in range(day, ROWS + day):
        factor = "none" if (number + day) % 10 == 0 else "totp"
        yield {
            "account_id": f"okta/{number}",
            "sign_in_name": f"user-{number} " + os.environ.get("CRASHING_WORDS", "") * (number % 7),
            "is_active": True,
            "mfa_factor": factor,
        }


def before_the_line(*_):
    """Stand where the ledger's line would be written, its bytes being kept already."""
    say("bytes are kept")
    sys.stdin.readline()


def main(what, day, *, pause=False, pause_before_the_line=False):
    """Read and test one day; says ``reading`` when it began, so that a test knows when to strike."""
    from attestry import pipeline
    from attestry.connectors.queries import connections, source
    from attestry.connectors.rules.observation import Rows
    from attestry.control_tests import queries
    from attestry.control_tests.tests.asking import asked
    from attestry.evidence import ledger
    from attestry.journal.rules import Actor
    from attestry.kit import clock

    if pause_before_the_line:
        ledger.append = before_the_line
    queries.definitions = lambda: {"accounts-have-factor": asked()}
    house, connection = Actor.system("crashing"), connections().get()
    stream = source("files").manifest.stream("account")

    def collect(_session):
        say("reading")
        if pause:
            sys.stdin.readline()
        yield Rows("files_account", list(rows_on(day)))

    with clock.simulated(DAY_ONE + timedelta(days=day)):
        if what in ("collect", "both"):
            pipeline.collect_stream(house, connection, stream, lambda _: None, reader=lambda *_: collect)
            pipeline.sign_checkpoint(house)
        if what in ("test", "both"):
            say("testing")
            pipeline.test(house, progress=lambda _: None)
    say("done")


def killed(count):
    """Begin the same day ``count`` times, each in a child killed at some moment."""
    import attestry.pipeline  # noqa: F401  # here, so that a child begins at once

    chance = random.Random(7)
    for number in range(count):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(writing, 1)
            sys.stdout = os.fdopen(1, "w")
            main("both", 1)
            os._exit(0)
        os.close(writing)
        wanted, said = (b"reading" if number % 3 == 0 else b"testing"), b""
        while wanted not in said and (more := os.read(reading, 100)):
            said += more
        time.sleep(chance.random() * 0.4)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(reading)
        say("killed" if os.WIFSIGNALED(status) else "ended")


def prepare():
    """Make the home's database and its one connection."""
    from django.conf import settings
    from django.core.management import call_command

    from attestry.connectors.actions import add_connection
    from attestry.journal.rules import Actor
    from attestry.kit import clock
    from attestry.kit.secrets import SecretBox

    settings.HOME.prepare()
    call_command("migrate", verbosity=0)
    with clock.simulated(DAY_ONE - timedelta(days=1)):
        add_connection(
            Actor.system("crashing"),
            name="accounts",
            source_id="files",
            settings={"table": "account", "path": "/nowhere.csv"},
            secrets={},
            box=SecretBox(settings.HOME.keys),
        )


def report():
    """Print what the home holds, and whether it matches what was sealed; one JSON object."""
    import orjson
    from django.db import connection

    from attestry.control_tests.models import Run
    from attestry.control_tests.outcomes import current
    from attestry.control_tests.verification import findings
    from attestry.evidence.models import Entry
    from attestry.evidence.queries import store
    from attestry.evidence.tests.line import rows_of
    from attestry.evidence.verification import verify_home
    from attestry.journal.queries import broken_at
    from attestry.kit.blobs import Condition

    blobs = store()
    (intact,) = connection.cursor().execute("PRAGMA integrity_check").fetchone()
    last, run = Entry.objects.filter(kind="snapshot").order_by("-seq").first(), Run.objects.last()
    select = "SELECT item_id, outcome FROM {rows} WHERE outcome <> 'left' ORDER BY 1"
    said = {
        "intact": intact,
        "findings": [
            f"{one.entry_seq} {one.where} {one.what}" for one in [*verify_home().findings, *findings()]
        ],
        "journal": str(broken_at() or ""),
        "half": [digest for digest in blobs.digests() if blobs.examine(digest) is not Condition.SOUND],
        "blobs": sorted(blobs.digests()),
        "entries": Entry.objects.count(),
        "snapshots": Entry.objects.filter(kind="snapshot").count(),
        "rows": {item: row["mfa_factor"] for item, row in rows_of(last).items()} if last else {},
        "items": dict(current(run.ordinal, narrowed="true", select=select, values={})) if run else {},
    }
    sys.stdout.buffer.write(orjson.dumps(said))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attestry.project.settings")
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    elif sys.argv[1] == "report":
        report()
    elif sys.argv[1] == "killed":
        killed(int(sys.argv[2]))
    else:
        from attestry.pipeline import disk_told

        with disk_told():  # the home may be too full even to be looked at
            main(
                sys.argv[1],
                int(sys.argv[2]),
                pause="--pause" in sys.argv,
                pause_before_the_line="--pause-before-the-line" in sys.argv,
            )
