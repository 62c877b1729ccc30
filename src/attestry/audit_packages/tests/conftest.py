"""The small company, and the package of the days on which it was read."""

from __future__ import annotations

from datetime import date

import pytest

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
def written(company, tmp_path):
    """Writes the package of the four days, or of a period of the test's, under a name of the test's."""

    def package(name="march.attestry", period=DAYS):
        with clock.simulated(NOW):
            made = request_package(HOUSE, period, target=tmp_path / name)
            write_package(made, progress=silent)
        return tmp_path / name

    return package


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """The home of a small company whose package was written once, and the package's bytes."""
    return tmp_path_factory.mktemp("shelf") / "home", []


@pytest.fixture
def packaged(db, shelf, tmp_path):
    """The package of the four days, written once and copied; the home that holds its key is the home."""
    home, kept = shelf
    target = tmp_path / "march.attestry"
    with a_home(home):
        if not kept:
            a_small_company(home)
            with clock.simulated(NOW):
                write_package(request_package(HOUSE, DAYS, target=target), progress=silent)
            kept.append(target.read_bytes())

        def package():
            target.write_bytes(kept[0])
            return target

        yield package
