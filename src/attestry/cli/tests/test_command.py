import subprocess
import sys

import pytest

from attestry import __version__
from attestry.cli.tests.shell import COMMAND, attestry, environment


def test_the_version_is_said_without_loading_django_or_the_verbs(tmp_path):
    script = (
        "import sys; sys.argv = ['attestry', '--version']\n"
        "from attestry.cli.main import main\n"
        "main()\n"
        "print([name for name in ('django', 'typer', 'duckdb', 'boto3') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert done.stdout == f"attestry {__version__}\n[]\n"


def test_asking_for_help_touches_no_home(tmp_path):
    home = tmp_path / "home"
    done = attestry(home, "--help")
    assert done.returncode == 0
    for verb in ("up", "collect", "test", "prove", "verify", "doctor", "user", "backup"):
        assert f"\n  {verb} " in done.stdout
    assert not home.exists()


def test_a_refusal_says_what_happened_why_it_matters_and_what_to_do(tmp_path):
    done = attestry(tmp_path / "home", "backup", "verify", "no-such-file")
    assert done.returncode == 2
    assert done.stdout == ""
    first, second, third = done.stderr.splitlines()[-3:]
    assert first.startswith("What happened:   This is not a whole backup: no-such-file does not exist")
    assert second.startswith("Why it matters:  ")
    assert third.startswith("What to do next: ")


def test_a_verb_that_does_not_exist_is_a_mistake_of_the_callers(tmp_path):
    done = attestry(tmp_path / "home", "certify")
    assert done.returncode == 2
    assert "No such command" in done.stderr


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    shell = f"{' '.join(COMMAND)} --help | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("option", [["--json"], ["--no-replay"], ["--html", "report.html"]])
def test_what_only_a_package_has_is_not_passed_over_where_none_is_named(tmp_path, option):
    done = attestry(tmp_path / "home", "verify", *option)
    assert done.returncode == 2
    assert "none is named" in done.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("text", ["soon", "2026-13-01"])
def test_an_instant_that_is_none_is_refused_before_anything_is_prepared(tmp_path, text):
    done = attestry(tmp_path / "home", "test", "--as-of", text)
    assert done.returncode == 2
    assert "is not an instant" in done.stderr
    assert not (tmp_path / "home").exists()
