"""Whatever is changed in a package is noticed, named where it can be, and never followed or run."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from attestry.audit_packages.errors import PackageRefused
from attestry.audit_packages.rules import container, layout
from attestry.audit_packages.static.audit_packages import verify_package as outside
from attestry.audit_packages.tests.changing import flipped, members_of, rewritten, written
from attestry.audit_packages.tests.conftest import silent
from attestry.audit_packages.verifying import verify_package

SCRIPT = Path(outside.__file__)
FLIPS = 2400


def check(package):
    """What the verifier says of the bytes: "" where all holds, else its words."""
    try:
        answer = verify_package(package, progress=silent, is_replay_wanted=False)
    except PackageRefused as refusal:
        return refusal.message
    return "\n".join(f"{one.where}: {one.what}" for one in answer.findings)


def outside_check(package):
    """What the script that travels inside says."""
    try:
        found, _ = outside.check(str(package), "", "")
    except (outside.NoPackage, ValueError, KeyError, TypeError, IndexError) as refusal:
        return f"no package: {refusal}"
    return "\n".join(found)


def test_any_single_bit_changed_anywhere_is_noticed(packaged):
    """Thousands of single bits, drawn with a fixed seed over the whole file, each by both verifiers."""
    package = packaged()
    whole, chance = package.read_bytes(), random.Random(7)
    target = package.with_name("flipped.attestry")
    for number in range(FLIPS):
        position, bit = chance.randrange(len(whole)), chance.randrange(8)
        data = bytearray(whole)
        data[position] ^= 1 << bit
        target.write_bytes(data)
        verify = outside_check if number % 8 == 0 else check
        assert verify(target), f"bit {bit} of byte {position} was changed unnoticed"


@pytest.mark.parametrize("name", [layout.MANIFEST, layout.SEAL, layout.LEAVES, layout.CHECKPOINTS])
def test_every_bit_of_what_closes_the_package_is_noticed(packaged, name):
    package = packaged()
    whole = package.read_bytes()
    start = whole.index(container.header(name, len(members_of(package)[name])))
    chance = random.Random(name)
    size = container.room_of(len(members_of(package)[name]))
    for position in (start + chance.randrange(size) for _ in range(150)):
        assert check(flipped(package, position, chance.randrange(8)))


def test_a_package_cut_short_anywhere_is_refused(packaged):
    package = packaged()
    whole, chance = package.read_bytes(), random.Random(3)
    for end in [0, 1, 511, 512, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(60))]:
        package.write_bytes(whole[:end])
        assert "no whole audit package" in check(package)
        assert outside_check(package)
    package.write_bytes(whole + b"\0")
    assert "no whole audit package" in check(package)


def test_a_changed_entry_is_named(packaged):
    held = members_of(package := packaged())
    held[layout.ENTRIES] = held[layout.ENTRIES].replace(b'"rows":4', b'"rows":5', 1)
    forged = written(held, package.with_name("forged.attestry"))
    assert "entry" in check(forged)
    assert "is not what the log holds under its number" in check(forged)
    assert "is not what the log holds" in outside_check(forged)


def test_entries_in_each_others_place_are_named(packaged):
    held = members_of(package := packaged())
    lines = held[layout.ENTRIES].splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    held[layout.ENTRIES] = b"".join(lines)
    assert "stands behind entry" in check(written(held, package.with_name("swapped.attestry")))


def test_a_root_signed_by_somebody_else_is_named(packaged, tmp_path):
    from attestry.kit.signed_note import signer

    held = members_of(package := packaged())
    stranger = signer(tmp_path, "stranger")
    lines = held[layout.CHECKPOINTS].splitlines(keepends=True)
    note = stranger.sign("attestry/0000\n3\nAAAA\njournal 0 -\nsigned-at 2026-03-10T09:00:00Z\n")
    lines[0] = layout.canonical_json({"size": 3, "root": "00", "note": note}) + b"\n"
    held[layout.CHECKPOINTS] = b"".join(lines)
    forged = written(held, package.with_name("forged.attestry"))
    assert "checkpoint 1: No signature by" in check(forged)
    assert "its signature does not hold" in outside_check(forged)


def test_a_changed_question_is_named_with_the_entry_that_used_it(packaged):
    held = members_of(package := packaged())
    name = next(name for name, data in held.items() if name.startswith("blobs/") and b'"sql":' in data)
    held[name] = held[name].replace(b"SELECT", b"select", 1)
    forged = written(held, package.with_name("forged.attestry"))
    said = check(forged)
    assert f"the bytes of {name} are not those that were sealed" in said
    assert "entry" in said


def test_a_changed_journal_line_is_named(packaged):
    held = members_of(package := packaged())
    held[layout.JOURNAL] = held[layout.JOURNAL].replace(b'"actor_name":"', b'"actor_name":"Not ', 1)
    forged = written(held, package.with_name("forged.attestry"))
    assert "journal line 1: was changed after it was written" in check(forged)
    assert "journal line 1" in outside_check(forged)


def test_an_honest_prefix_is_consistent_and_another_past_is_not(written):
    """A package made later holds every root of the earlier one; a rewritten past does not."""
    first = members_of(written("first.attestry"))[layout.CHECKPOINTS].splitlines()
    later = members_of(written("later.attestry"))[layout.CHECKPOINTS].splitlines()
    assert later[: len(first)] == first

    def other(said):
        return {**said, "title": "Another past"} if said["seq"] == 0 else said

    past = members_of(rewritten(written("third.attestry"), entries=other))
    assert past[layout.CHECKPOINTS].splitlines()[-1] not in later


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/outside", "blobs/../../outside", "records/..", "blobs/aa/x", "plan.json.exe"]
)
def test_a_member_whose_name_climbs_out_or_is_none_of_ours_is_refused(packaged, tmp_path, name):
    import tarfile

    package = packaged()
    whole = package.read_bytes()
    info = tarfile.TarInfo(name)
    info.size, info.mode = 4, 0o444
    hostile = info.tobuf(tarfile.USTAR_FORMAT) + b"evil" + bytes(508)
    package.write_bytes(hostile + whole)
    assert "no whole audit package" in check(package)
    assert outside_check(package)
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path.parent / "outside").exists()


@pytest.mark.parametrize("kind", [b"1", b"2", b"3", b"5", b"L", b"x"])
def test_links_devices_and_long_names_are_no_members(packaged, kind):
    import tarfile

    package = packaged()
    info = tarfile.TarInfo("records/link")
    info.type, info.linkname, info.mode = kind, "/etc/passwd", 0o444
    package.write_bytes(info.tobuf(tarfile.USTAR_FORMAT) + package.read_bytes())
    assert "no whole audit package" in check(package)


def test_a_member_that_claims_to_be_larger_than_the_file_is_refused_at_once(packaged):
    package = packaged()
    whole = package.read_bytes()
    package.write_bytes(container.header("records/bomb", container.LARGEST_BYTES) + whole)
    assert "it is cut short within records/bomb" in check(package)


@pytest.mark.parametrize(
    "hostile",
    [
        b"PAR1" + b"\xff" * 4000 + b"PAR1",
        b"PAR1" + (1 << 30).to_bytes(4, "little") + b"PAR1",
        b"",
        b"\0" * 64,
    ],
)
def test_hostile_rows_leave_the_tests_that_read_them_unreplayed_and_nothing_else(packaged, hostile):
    package = packaged()
    held = members_of(package)
    rows = next(
        layout.digest_of_blob(name)
        for name, data in held.items()
        if name.startswith("blobs/") and data.startswith(b"PAR1") and b"mfa_factor" in data
    )
    answer = verify_package(rewritten(package, blobs={rows: hostile}), progress=silent)
    spoiled = [one for one in answer.replayed if one.kind == "test" and one.replay.value != "same"]
    assert spoiled
    assert all(one.why for one in spoiled)


def test_a_question_that_reads_a_file_or_does_more_than_ask_is_not_run(packaged, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("password\nhunter2\n")
    package = packaged()
    held = members_of(package)
    name = next(
        name for name, data in held.items() if name.startswith("blobs/") and b'"id":"files-mfa-on' in data
    )
    import orjson

    said = orjson.loads(held[name])
    for sql in (
        f"SELECT password AS item_id, password AS item_name, 'pass' AS outcome, password AS reason "
        f"FROM read_csv('{secret}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'written'}'",
        "SELECT 1; DROP TABLE _gap",
    ):
        document = layout.canonical_json({**said, "sql": sql})
        forged = rewritten(package, blobs={layout.digest_of_blob(name): document})
        answer = verify_package(forged, progress=silent)
        found = next(one for one in answer.replayed if one.id == "files-mfa-on-active-accounts")
        assert found.replay.value != "same"
        assert "hunter2" not in str(answer.as_json())
    assert not (tmp_path / "written").exists()


def pythons():
    """Every Python from 3.9 on that this machine has, this one among them."""
    found = {sys.executable}
    for folder in [Path("/usr/bin"), Path("/usr/local/bin"), *Path.home().glob(".pyenv/versions/*/bin")]:
        found |= {str(path) for path in folder.glob("python3.*") if path.name[8:].isdigit()}
    return sorted(one for one in found if version_of(one) >= (3, 9))


def version_of(python):
    said = "import sys; print(*sys.version_info[:2])"
    done = subprocess.run([python, "-S", "-c", said], capture_output=True, text=True, check=False)
    return tuple(int(part) for part in done.stdout.split()) or (0, 0)


@pytest.mark.parametrize("python", pythons())
def test_the_script_inside_checks_it_on_any_python_with_nothing_installed(packaged, tmp_path, python):
    package = packaged()
    script = tmp_path / "verify_package.py"
    script.write_bytes(members_of(package)[layout.VERIFIER])
    good = subprocess.run([python, "-I", script, package], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stderr) == (0, "")
    assert "all hold" in good.stdout
    whole = package.read_bytes()
    package.write_bytes(whole[: len(whole) // 2] + b"x" + whole[len(whole) // 2 + 1 :])
    bad = subprocess.run([python, "-I", script, package], capture_output=True, text=True, check=False)
    assert bad.returncode in {1, 2}
    package.write_bytes(whole)
    other = [python, "-I", script, package, "--root", "ab" * 32]
    assert subprocess.run(other, capture_output=True, check=False).returncode == 1


def test_the_script_inside_is_written_for_python_3_9():
    import ast

    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 9))
