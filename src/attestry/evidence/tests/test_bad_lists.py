"""A bad file handed in, taken all the way: refused with its reason, nothing lost, and the line goes on."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from datetime import timedelta
from resource import RUSAGE_SELF, getrusage

import pyarrow
import pytest
from django.conf import settings
from pyarrow import parquet

from attestry import pipeline
from attestry.connectors.actions import add_connection
from attestry.connectors.queries import table_shape
from attestry.control_tests.models import Result
from attestry.evidence.actions import DOCUMENT_LIMIT_BYTES, hand_in_document
from attestry.evidence.models import Entry
from attestry.evidence.queries import body, store
from attestry.evidence.tests.line import DAY_ONE, HOUSE, TABLE, rows_of
from attestry.evidence.verification import verify_home
from attestry.kit import clock
from attestry.kit.errors import Unavailable
from attestry.kit.secrets import SecretBox

pytestmark = pytest.mark.django_db

MFA = "files-mfa-on-active-accounts"
TWO_GIGABYTES = 2_000_000_000
COLUMNS = ("account_id", "system", "kind", "is_active", "mfa_factor")
NOT_GIVEN = [f"{name}=" for name in table_shape(TABLE).column_names if name not in COLUMNS]
ROWS = [("a", "crm", "person", True, "app"), ("b", "crm", "person", True, "app")]


def csv(rows=ROWS, *, header=COLUMNS):
    lines = [header, *((*row[:3], "yes" if row[3] else "no", row[4]) for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines).encode()


def packed(rows=ROWS):
    return gzip.compress(csv(rows))


def columns(rows=ROWS, **changed):
    table = pyarrow.table({name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)} | changed)
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    return stream.getvalue()


def archive():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("accounts.csv", b"0" * 50_000_000)
    return stream.getvalue()


BAD = {
    "columns that nobody declared": ("csv", csv(header=(*COLUMNS[:4], "colour")), "colour: is not a column"),
    "a value of another type": ("csv", csv().replace(b"yes", b"perhaps"), "is_active: 'perhaps'"),
    "two gigabytes": ("csv", TWO_GIGABYTES, "has 2,000,000,000 bytes; at most 512,000,000 are read"),
    "a packed bomb": ("csv.gz", gzip.compress(csv() + b"0" * 60_000_000), "unpacks to more than"),
    "an archive that is a bomb": ("csv", archive(), "is a ZIP archive"),
    "bytes that are no UTF-8": ("csv", csv().replace(b"crm", b"cr\xff", 1), "byte 48 is not utf-8"),
    "an id that stands twice": ("csv", csv([*ROWS, ROWS[0]]), "stands on line 2 already"),
    "Parquet of another schema": ("parquet", columns(is_active=[7, 8]), "is BIGINT, and BOOLEAN is declared"),
}
GOOD = {"csv": csv, "csv.gz": packed, "parquet": columns}


class HandedIn:
    """A connection to one file, which the test replaces from day to day."""

    def __init__(self, folder, ending):
        self.path = folder / f"accounts.{ending}"
        with clock.simulated(DAY_ONE - timedelta(days=1)):
            add_connection(
                HOUSE,
                name="accounts",
                source_id="files",
                settings={"table": "account", "path": str(self.path), "constants": NOT_GIVEN},
                secrets={},
                box=SecretBox(settings.HOME.keys),
            )

    def day(self, on, content):
        """Hand the content in, run the line as the command does; answers exit code, entry, result."""
        if isinstance(content, int):
            self.path.write_bytes(csv())
            os.truncate(self.path, content)
        else:
            self.path.write_bytes(content)
        with clock.simulated(DAY_ONE + timedelta(days=on)):
            collected = pipeline.collect(HOUSE, progress=lambda _: None)
        with clock.simulated(DAY_ONE + timedelta(days=on, hours=1)):
            run = pipeline.test(HOUSE, progress=lambda _: None)
        entry = Entry.objects.filter(kind="snapshot").order_by("-seq").first()
        return collected.exit_code, entry, Result.objects.get(run=run, test_id=MFA)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_list_is_unknown_with_its_reason_and_the_next_good_one_is_taken(tmp_path, name):
    ending, bad, says = BAD[name]
    good = GOOD[ending]
    line = HandedIn(tmp_path, ending)
    code, first, result = line.day(0, good())
    assert (code, first.state, result.verdict) == (pipeline.SOUND, "complete", "pass")

    code, refused, result = line.day(1, bad)
    assert (code, refused.state, result.verdict) == (pipeline.UNSEEN, "failed", "unknown")
    said = body(refused)
    assert said["reason"] == "malformed"
    assert said["detail"].startswith(line.path.name)
    assert says in said["detail"]
    assert says in str(result.unseen[0])
    assert rows_of(refused) == rows_of(first), "yesterday's evidence stands"
    assert list(settings.HOME.scratch.iterdir()) == []

    code, taken, result = line.day(2, good([*ROWS, ("c", "crm", "person", True, "none")]))
    assert (code, taken.state, result.verdict, result.failed) == (pipeline.SOUND, "complete", "fail", 1)
    assert sorted(rows_of(taken)) == ["a", "b", "c"]
    assert verify_home(lambda _: None).findings == []


class Endless(io.RawIOBase):
    """A document of a size that is never held: it is made while it is read."""

    def __init__(self, size):
        self.left = size

    def read(self, wanted=-1):
        given = min(self.left, 1 << 20 if wanted < 0 else wanted)
        self.left -= given
        return bytes(given)


def test_a_document_of_two_gigabytes_is_refused_without_being_held_and_leaves_nothing():
    before, most_before = set(store().digests()), getrusage(RUSAGE_SELF).ru_maxrss
    document = Endless(TWO_GIGABYTES)
    with pytest.raises(Unavailable, match="larger than 512 MB"):
        hand_in_document(
            HOUSE,
            document,
            filename="film.mov",
            title="A film",
            period_from=DAY_ONE,
            period_until=DAY_ONE + timedelta(days=1),
        )
    assert document.left > TWO_GIGABYTES - DOCUMENT_LIMIT_BYTES - (16 << 20), "it is not read to its end"
    assert (getrusage(RUSAGE_SELF).ru_maxrss - most_before) << 10 < 64 << 20
    assert set(store().digests()) == before
    assert list(store().root.glob("tmp-*")) == []
    assert not Entry.objects.filter(kind="document").exists()
