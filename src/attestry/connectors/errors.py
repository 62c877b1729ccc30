"""What can go wrong with a connection, as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class SourceUnknown(NotFound):
    """No source of that name is installed."""


class SettingsRefused(Invalid):
    """The settings do not fit what the source asks for."""


class CollectionRunning(Conflict):
    """This stream is being collected at this moment."""


class RowRefused(Invalid):
    """A source said something that its own declaration does not allow."""


class ConnectionUnknown(NotFound):
    """No connection of that name exists."""
