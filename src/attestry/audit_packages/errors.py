"""What can be refused about an audit package."""

from __future__ import annotations

from attestry.kit.errors import Broken, Conflict, Invalid, NotFound


class PeriodRefused(Invalid):
    """The period is not one, or nothing is sealed in it."""


class PackageRefused(Broken):
    """The file is no whole package: cut short, changed, or made by somebody else's rules."""


class PackageExists(Conflict):
    """A file of that name is there already."""


class PackageUnknown(NotFound):
    """No package of that number was made here."""


class ReplayDiffers(Broken):
    """The bytes hold, but a recomputed answer is not the recorded one."""

    exit_code = 12


class NotReplayed(Broken):
    """The bytes hold and nothing differs, but some answers could not be recomputed."""

    exit_code = 13
