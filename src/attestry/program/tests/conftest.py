"""The house of readiness: the packaged library, a system, a lead and an auditor."""

from attestry.readiness.tests.conftest import _library, auditor, lead, system  # noqa: F401
