"""Gives every test process a home of its own, before the settings look for one."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="attestry-test-home-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)

os.environ["ATTESTRY_HOME"] = _home
os.environ["DJANGO_SETTINGS_MODULE"] = "attestry.project.settings"
