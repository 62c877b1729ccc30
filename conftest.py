"""Tests run in a home of their own, never in a person's."""

from __future__ import annotations

import os
import tempfile

os.environ["ATTESTRY_HOME"] = tempfile.mkdtemp(prefix="attestry-test-home-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attestry.project.settings")
