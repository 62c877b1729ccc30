"""Marks the top of the checkout for pytest, and lets made-up examples take as long as a busy machine takes.

The tests' home is ``attestry.project.tests.own_home``.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
