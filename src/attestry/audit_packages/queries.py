"""Reads: the packages that were asked for, and the file of a finished one."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from attestry.accounts.queries import is_auditor
from attestry.audit_packages.errors import PackageUnknown
from attestry.audit_packages.models import AuditPackage, PackageState
from attestry.evidence.models import Entry
from attestry.evidence.withholding import withheld_entries
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.journal.withholding import withheld_entries as withheld_lines
from attestry.kit.errors import NotAllowed

FETCH = "evidence.export"


def packages(reader: Actor) -> QuerySet[AuditPackage]:
    """The packages that somebody may read, newest first.

    An auditor has those that were written for them; whole ones only while nothing is withheld from them.
    """
    found = AuditPackage.objects.order_by("-pk")
    if not is_auditor(reader):
        return found
    return found.filter(for_key__in=[reader.key] if _is_anything_kept(reader) else [reader.key, ""])


def _is_anything_kept(reader: Actor) -> bool:
    """Whether any line of the journal, or any entry of the ledger, is withheld from them."""
    lines, entries = withheld_lines(reader), withheld_entries(reader)
    if lines is not None and JournalEntry.objects.filter(lines).exists():
        return True
    return entries is not None and Entry.objects.filter(entries).exists()


def folder() -> Path:
    """Where packages that are asked for on the pages lie."""
    return settings.HOME.root / "packages"


def is_of_the_line(package: AuditPackage) -> bool:
    """Whether the line writes it; one that was asked for in the shell is the shell's to write."""
    return Path(package.path).parent == folder()


def pending() -> list[AuditPackage]:
    """The packages that the line has still to write, or left half-written, oldest first."""
    waiting = AuditPackage.objects.filter(state__in=[PackageState.REQUESTED, PackageState.BUILDING])
    return [one for one in waiting.order_by("pk") if is_of_the_line(one)]


def package(reader: Actor, number: int) -> AuditPackage:
    """The package of that number, where the reader may read it. Raises PackageUnknown."""
    found = packages(reader).filter(pk=number).first()
    if found is None:
        raise PackageUnknown(f"No package {number} was asked for.", next_step="See the list of packages.")
    return found


def downloadable(actor: Actor, number: int) -> Path:
    """Where the file of a finished package lies. Raises NotAllowed; PackageUnknown where it is not there."""
    if not actor.may(FETCH):
        raise NotAllowed(
            f"{actor.name} may not take evidence out of the house.",
            next_step="Ask an administrator for a role that may.",
        )
    found = package(actor, number)
    path = Path(found.path)
    if found.state != PackageState.READY or not path.is_file():
        raise PackageUnknown(
            f"The file of package {number} is not here.",
            next_step="Ask for the package again; the same period under the same root gives the same bytes.",
        )
    return path
