import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
CONTENT = {".sql", ".yaml", ".html", ".css", ".js", ".woff2", ".svg", ".md", ".py"}


@pytest.fixture(scope="module")
def carried(tmp_path_factory):
    """The names in the wheel that this checkout makes."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=TOP,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_the_wheel_carries_every_tracked_file_of_the_package_but_tests(carried):
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src/attestry"], cwd=TOP, capture_output=True, check=True
    ).stdout.decode()
    wanted = {
        str(Path(name).relative_to("src"))
        for name in listed.split("\0")
        if Path(name).suffix in CONTENT and "tests" not in Path(name).parts and (TOP / name).is_file()
    }
    assert wanted - carried == set()


@pytest.mark.parametrize(
    "part", ["library/", "templates/", "static/", "tables.sql", "manifest.yaml", "guide.md"]
)
def test_the_wheel_carries_what_is_no_python(carried, part):
    assert any(part in name for name in carried)


def test_the_wheel_carries_no_tests(carried):
    assert not [name for name in carried if "/tests/" in name]
