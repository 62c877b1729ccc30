"""What can go wrong with a control test, as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class TestUnknown(NotFound):
    """No control test of that name exists."""

    __test__ = False


class TestDefinitionRefused(Invalid):
    """A control test's files break the rules for them."""

    __test__ = False


class RunInProgress(Conflict):
    """Another run of the control tests is under way."""


class ManualResultRefused(Invalid):
    """A person's result lacks what makes it one."""
