"""What only the package's own signature seals: records left out, added or malformed, and stamps."""

from __future__ import annotations

import os

import orjson
import pytest

from attestry.audit_packages.replaying import child
from attestry.audit_packages.rules import layout
from attestry.audit_packages.rules.answer import Replay
from attestry.audit_packages.rules.report import refusal, text
from attestry.audit_packages.tests.changing import members_of, rewritten
from attestry.audit_packages.tests.conftest import silent
from attestry.audit_packages.verifying import verify_package
from attestry.effectiveness.tests.world import MFA
from attestry.evidence.tests.time_stamp_authority import NAME, certificates
from attestry.kit.digest import canonical_json
from attestry.kit.errors import Unavailable
from attestry.kit.timestamp_request import request


def lines_of(package, name):
    return [orjson.loads(line) for line in members_of(package)[name].splitlines()]


def with_lines(package, name, lines):
    return rewritten(package, members={name: b"".join(canonical_json(line) + b"\n" for line in lines)})


def of(answer, name):
    return next(one for one in answer.replayed if one.id == name)


def test_intervals_that_were_left_out_differ(packaged):
    package = packaged()
    lines = [line for line in lines_of(package, layout.INTERVALS) if line["id"] != MFA]
    found = of(verify_package(with_lines(package, layout.INTERVALS, lines), progress=silent), MFA)
    assert found.replay is Replay.DIFFERS
    assert "recorded none" in found.why


def test_intervals_of_a_control_that_was_not_in_force_are_not_passed_over(packaged):
    lines = lines_of(package := packaged(), layout.INTERVALS)
    lines.append({**next(line for line in lines if line["of"] == "control"), "id": "made-up"})
    answer = verify_package(with_lines(package, layout.INTERVALS, lines), progress=silent)
    assert of(answer, "made-up").replay is Replay.CANNOT
    assert refusal(answer).exit_code == 13


@pytest.mark.parametrize(
    ("name", "record"),
    [
        (layout.INTERVALS, b"{}\n"),
        (layout.INTERVALS, b"not JSON\n"),
        (layout.INTERVALS, b'{"id":"x","of":"test","spans":[["pass"]]}\n'),
        (layout.INTERVALS, b'{"id":"x","of":"test","spans":[]}\n' * 2),
        (layout.PROGRAM, b"[]"),
        (layout.PROGRAM, b'{"controls":[{"key":"x"}]}'),
        (layout.PROGRAM, b'{"controls":[{"key":"x","tests":[1],"title":"x"}]}'),
    ],
)
def test_a_record_that_says_no_such_thing_is_named_and_nothing_is_replayed(packaged, name, record):
    answer = verify_package(rewritten(packaged(), members={name: record}), progress=silent)
    assert [one.where for one in answer.findings] == [name]
    assert answer.replayed == []


@pytest.mark.parametrize("left_out", ["root", "size", "note"])
def test_a_checkpoint_that_lacks_a_word_is_a_finding(packaged, left_out):
    lines = lines_of(package := packaged(), layout.CHECKPOINTS)
    del lines[0][left_out]
    answer = verify_package(with_lines(package, layout.CHECKPOINTS, lines), progress=silent)
    assert "checkpoint 1" in {one.where for one in answer.findings}


def test_a_stream_that_is_called_removed_and_yet_relied_on_is_found(packaged):
    """Old rows of a reading that failed, or went stale, would else pass for fresh ones."""

    def forged(said):
        for line in said.get("grounds", []):
            line[2:] = ["removed", ""]
        return said

    answer = verify_package(rewritten(packaged(), entries=forged), progress=silent)
    assert any("it says “” of what was seen" in one.what for one in answer.findings)


def test_a_stamp_is_reported_with_its_authority_and_the_root_that_somebody_must_compare(packaged, tmp_path):
    package = packaged()
    line = lines_of(package, layout.CHECKPOINTS)[-1]
    made = certificates(tmp_path / "authority")
    stamp = {
        "size": line["size"],
        "authority": "http://127.0.0.1/",
        "answer": made.answer(request(line["note"].encode()).as_bytes()).hex(),
        "certificates": made.roots.read_text(),
    }
    stamped = rewritten(package, members={layout.STAMPS: canonical_json(stamp) + b"\n"})
    answer = verify_package(stamped, progress=silent, is_replay_wanted=False)
    assert (answer.findings, answer.stamped.total()) == ([], 1)
    ((authority, root),) = answer.stamped
    assert authority == NAME
    assert f"1 by {NAME} under the root certificate {root}" in text(answer)
    assert answer.as_json()["stamps"] == [{"authority": NAME, "root": root, "count": 1}]


def test_an_engine_that_dies_before_it_is_asked_anything_is_said_at_once(packaged, monkeypatch):
    tries = []
    monkeypatch.setattr(child, "_once", lambda *_: tries.append(1) or ({}, "", -9))
    with pytest.raises(Unavailable, match="before it was asked anything"):
        child.replayed(packaged(), silent)
    assert len(tries) == 1


def test_a_package_larger_than_the_bound_on_memory_is_mapped_all_the_same(tmp_path):
    large = tmp_path / "large"
    large.touch()
    os.truncate(large, 2 * child.MEMORY_BYTES)
    assert child.address_space(large) == 3 * child.MEMORY_BYTES
