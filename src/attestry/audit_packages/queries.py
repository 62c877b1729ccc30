"""Reads: the packages that were asked for, and the file of a finished one."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from attestry.audit_packages.errors import PackageUnknown
from attestry.audit_packages.models import AuditPackage, PackageState
from attestry.journal.rules import Actor
from attestry.kit.errors import NotAllowed

FETCH = "evidence.export"


def packages() -> QuerySet[AuditPackage]:
    """Every package, newest first."""
    return AuditPackage.objects.order_by("-pk")


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


def package(number: int) -> AuditPackage:
    """The package of that number. Raises PackageUnknown."""
    found = AuditPackage.objects.filter(pk=number).first()
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
    found = package(number)
    path = Path(found.path)
    if found.state != PackageState.READY or not path.is_file():
        raise PackageUnknown(
            f"The file of package {number} is not here.",
            next_step="Ask for the package again; the same period under the same root gives the same bytes.",
        )
    return path
