"""A package that nobody touched holds, and every replay of it is the same; a changed one says where."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import orjson
import pytest

from attestry.audit_packages.errors import NotReplayed, PackageExists, PeriodRefused
from attestry.audit_packages.html_report import html
from attestry.audit_packages.rules.answer import Replay
from attestry.audit_packages.rules.period import Period
from attestry.audit_packages.rules.report import refusal, text
from attestry.audit_packages.tests.changing import rewritten
from attestry.audit_packages.tests.conftest import silent
from attestry.audit_packages.verifying import verify_package
from attestry.effectiveness.tests.world import MFA


def of(answer, name):
    """The replay of one test or control."""
    return next(one for one in answer.replayed if one.id == name)


def test_every_byte_holds_and_every_replay_is_the_same(packaged):
    answer = verify_package(packaged(), progress=silent)
    assert answer.findings == []
    assert {one.replay for one in answer.replayed if one.kind == "test"} == {Replay.SAME}
    assert {one.replay for one in answer.replayed if one.kind == "control"} == {Replay.SAME}
    assert answer.counted.entries > 10
    assert answer.counted.checkpoints > 3
    assert of(answer, MFA).runs == 3
    assert refusal(answer) is None


def test_r24_the_file_holds_who_did_what_and_a_stranger_checks_its_chain(packaged):
    answer = verify_package(packaged(), progress=silent, is_replay_wanted=False)
    assert answer.counted.journal_lines > 20
    assert answer.verdict == "The bytes hold. Nothing was replayed."


def test_a_persons_finding_is_told_apart_from_what_can_be_recomputed(packaged):
    answer = verify_package(packaged(), progress=silent)
    (found,) = [one for one in answer.replayed if one.kind == "person"]
    assert found.replay is Replay.CANNOT
    assert "a person found this" in found.why


def test_the_same_period_gives_the_same_bytes(written):
    assert written("one.attestry").read_bytes() == written("two.attestry").read_bytes()


def test_it_needs_no_home_no_database_and_no_network(packaged, tmp_path):
    package = packaged()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "nobody"),
        "ATTESTRY_HOME": str(tmp_path / "nothing-here"),
    }
    command = ["unshare", "--net", "--map-root-user"] if may_unshare() else []
    done = subprocess.run(
        [*command, sys.executable, "-m", "attestry", "verify", str(package)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "every replay is the same; 1 finding of a person cannot be recomputed" in done.stdout
    assert not (tmp_path / "nothing-here").exists()


def may_unshare():
    done = subprocess.run(["unshare", "--net", "--map-root-user", "true"], capture_output=True, check=False)
    return done.returncode == 0


def test_an_answer_that_does_not_follow_from_the_rows_differs_with_the_first_item_and_instant(packaged):
    """Somebody who holds the key writes the story anew, with one failing person left out."""

    def forged(said):
        if said["kind"] == "run" and "tests" in said:
            for one in said["tests"]:
                if one["test"] == MFA and one["counts"][1]:
                    one["counts"] = [one["counts"][0] + one["counts"][1], 0, 0, 0]
                    one["verdict"] = "pass"
        return said

    answer = verify_package(rewritten(packaged(), entries=forged), progress=silent)
    found = of(answer, MFA)
    assert found.replay is Replay.DIFFERS
    assert "recomputed counts" in found.why
    assert found.at.startswith("2026-03-12")
    assert answer.findings == []
    assert refusal(answer).exit_code == 12


def test_an_interval_that_was_made_nicer_differs(packaged):
    def nicer(said):
        if said["id"] == MFA:
            said["spans"] = [["pass", said["spans"][0][1], said["spans"][-1][2], "all 4 hold", 1, 1]]
        return said

    answer = verify_package(rewritten(packaged(), intervals=nicer), progress=silent)
    assert of(answer, MFA).replay is Replay.DIFFERS
    assert "recorded pass from" in of(answer, MFA).why


def test_a_reading_that_was_passed_over_is_named(packaged):
    """A run that looked at an older entry than the newest one is found, whatever it answered."""

    def older(said):
        if said["kind"] == "run" and said.get("grounds") and said["ordinal"] == 2:
            said["grounds"] = [[line[0] - 4 if line[0] else line[0], *line[1:]] for line in said["grounds"]]
        return said

    answer = verify_package(rewritten(packaged(), entries=older), progress=silent)
    assert any("the newest reading was entry" in one.what for one in answer.findings)


def test_an_entry_withheld_from_the_middle_is_noticed(packaged):
    answer = verify_package(rewritten(packaged(), without_entry=3), progress=silent)
    assert any("not in the package" in one.what for one in answer.findings)


def test_a_run_sealed_before_grounds_were_cannot_be_replayed_and_says_why(packaged):
    def as_before(said):
        said.pop("grounds", None)
        said.pop("declared", None)
        return said

    answer = verify_package(rewritten(packaged(), entries=as_before), progress=silent)
    assert "did not seal what it looked at" in of(answer, MFA).why
    assert isinstance(refusal(answer), NotReplayed)


def test_a_question_at_which_the_engine_dies_is_set_aside_and_the_others_go_on(packaged):
    killed = []

    def kill_once(text):
        if text.startswith("replaying run 2") and not killed:
            (child,) = Path("/proc/self/task").glob(f"{os.getpid()}/children")
            killed.extend(int(pid) for pid in child.read_text().split())
            os.kill(killed[-1], signal.SIGKILL)

    answer = verify_package(packaged(), progress=kill_once)
    assert killed
    (aside,) = [one for one in answer.replayed if one.kind == "test" and one.replay is Replay.CANNOT]
    assert "the engine ended with code -9" in aside.why
    assert sum(one.replay is Replay.SAME for one in answer.replayed if one.kind == "test") >= 5


def test_the_report_is_text_json_and_a_page(packaged):
    package = packaged()
    answer = verify_package(package, progress=silent)
    assert "Tests" in text(answer)
    assert orjson.loads(orjson.dumps(answer.as_json()))["replays"]
    assert "<h1>" in html(answer)
    assert "<script" not in html(answer)


def test_a_period_in_which_nothing_was_tested_is_refused(written):
    with pytest.raises(PeriodRefused, match="Nothing was tested"):
        written(period=Period.of_days(date(2020, 1, 1), date(2020, 2, 1)))


def test_a_file_that_is_there_is_not_overwritten(written):
    written()
    with pytest.raises(PackageExists):
        written()
