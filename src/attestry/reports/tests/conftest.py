"""A system with the packaged library, loaded once per module of tests and rolled back after it."""

from attestry.readiness.tests.conftest import _library, auditor, lead, system  # noqa: F401
