"""The files that a reader may open under a grant: the report that stands, letters, what else was shared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import Q, QuerySet

from attestry.bridge_letters.queries.letters import letters_for
from attestry.bridge_letters.queries.letters import signed_bytes as letter_bytes
from attestry.disclosures.errors import UnknownFile
from attestry.disclosures.models import SharedFile
from attestry.disclosures.tickets import new_ticket
from attestry.evidence.queries import store
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken
from attestry.nondisclosure.queries.standing import refuse_unless_bound
from attestry.opinions.queries.issued import issued_bytes
from attestry.readers.models import Grant
from attestry.readers.queries.offers import current_report
from attestry.ui.words import day_words


@dataclass(frozen=True, slots=True)
class Readable:
    """A file under a grant. ``read`` answers its bytes as they were sealed, or raises Broken."""

    key: str
    title: str
    about: str
    filename: str
    digest: str
    read: Callable[[], bytes]


def readable(grant: Grant) -> list[Readable]:
    """Every file that goes with a grant, the report first; four queries."""
    found: list[Readable] = []
    today = clock.now().date()
    report = current_report(grant.engagement)
    if report is not None:
        title = f"{grant.engagement.the_kind.label} report"
        about = f"Version {report.version}, dated {day_words(report.report_on)}"
        found.append(
            Readable("report", title, about, report.file_name, report.digest, partial(issued_bytes, report))
        )
        for one in letters_for(report, today):
            about = f"Written by management, until {day_words(one.until_on)}; no auditor's assurance"
            found.append(
                Readable(
                    f"letter-{one.pk}",
                    "Bridge letter",
                    about,
                    one.file_name,
                    one.digest,
                    partial(letter_bytes, one),
                )
            )
    for file in shared_files().filter(Q(engagement=None) | Q(engagement=grant.engagement_id)):
        about = f"{file.pages} pages, shared {day_words(file.shared_at)}"
        found.append(
            Readable(
                f"file-{file.pk}",
                file.title,
                about,
                file.filename,
                file.digest,
                partial(file_bytes, file),
            )
        )
    return found


def shared_files() -> QuerySet[SharedFile]:
    """Files that are shared now, by title."""
    return SharedFile.objects.filter(ended_at=None)


def the_file(grant: Grant, key: str) -> Readable:
    """A file under a grant that is read by whoever is bound. Raises NotBound and UnknownFile."""
    refuse_unless_bound(grant.reader)
    found = next((one for one in readable(grant) if one.key == key), None)
    if found is None:
        raise UnknownFile
    return found


def download_ticket(grant: Grant, file: Readable) -> str:
    """What a link to a copy of a file ends with; empty where the grant lets read in the browser alone."""
    return new_ticket(grant, file.key) if grant.may_download else ""


def file_bytes(file: SharedFile) -> bytes:
    """The bytes of a shared file. Raises Broken where they are others now."""
    kept = store().read(file.digest)
    if sha256_hex(kept) != file.digest:
        raise Broken("The stored file is not the one that was shared.", next_step="Restore it from a backup.")
    return kept
