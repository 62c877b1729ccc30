import tomllib
from pathlib import Path

from django.conf import settings

from attestry.project.rooms import APPS, ROOMS

TOP = Path(__file__).parents[4]
PACKAGE = TOP / "src" / "attestry"


def contract(name):
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(one for one in contracts if one["name"] == name)


def test_the_layers_of_the_import_contract_are_the_rooms_in_their_order():
    # The library holds no Python, so no import can enter it.
    expected = [room.name for room in ROOMS if room.name != "library"]
    assert contract("A room imports only rooms below it")["layers"] == expected


def test_every_room_but_the_kit_is_kept_from_duckdb():
    expected = {room.module for room in ROOMS} - {"attestry.kit", "attestry.library"}
    assert set(contract("Only the kit opens DuckDB")["source_modules"]) == expected


def test_every_folder_of_the_package_is_a_listed_room():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    assert folders | files == {room.name for room in ROOMS}


def test_django_knows_exactly_the_rooms_that_are_apps():
    ours = [app for app in settings.INSTALLED_APPS if app.startswith("attestry.")]
    assert ours == list(APPS)


def test_every_room_says_in_its_docstring_what_it_is():
    silent = [
        room.name
        for room in ROOMS
        if (package := PACKAGE / room.name / "__init__.py").parent.is_dir()
        and room.name != "library"
        and not (package.is_file() and package.read_text().startswith('"""'))
    ]
    assert silent == []
