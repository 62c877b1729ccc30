"""The small company, and the package of the days on which it was read."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from attestry.audit_packages.actions import request_package, write_package
from attestry.audit_packages.rules.period import Period
from attestry.effectiveness.tests.world import HOUSE, NOW, a_home, a_small_company
from attestry.kit import clock

DAYS = Period.of_days(date(2026, 3, 10), date(2026, 3, 13))


def silent(_text):
    return None


@pytest.fixture
def company(db, tmp_path):
    with a_home(tmp_path / "home"):
        yield a_small_company(tmp_path / "home")


@pytest.fixture
def packaged(company, tmp_path):
    """Writes the package of the four days under a name of the test's."""

    def package(name="march.attestry", period=DAYS):
        with clock.simulated(NOW):
            made = request_package(HOUSE, period, target=tmp_path / name)
            write_package(made, progress=silent)
        assert settings.HOME.root == tmp_path / "home"
        return tmp_path / name

    return package
