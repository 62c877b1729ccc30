import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.journal.acts import act, record
from attestry.journal.queries import exported, head
from attestry.journal.rules import Actor
from attestry.journal.static.journal import verify_journal
from attestry.kit.digest import canonical_json

SCRIPT = Path(verify_journal.__file__)


@act("test.note")
def note(_actor, text):
    record(f"thing:{text}", before={"share": 0.1, "many": 1e21}, after={"text": text, "é": [1, None, True]})


@pytest.fixture
def export(db, tmp_path):
    for text in ("one", "two", "drei ü", "four"):
        note(Actor.system("test"), text)
    path = tmp_path / "journal.ndjson"
    path.write_bytes(b"".join(exported(Actor.system("test"))))
    return path


def verify(path, *options):
    """Run the script as an outsider would: no packages, nothing of ours on the path."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(path), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=path.parent,
    )


def test_r167_an_outsiders_script_confirms_the_exported_chain(export):
    done = verify(export, "--head", head()[1])
    assert (done.returncode, done.stdout) == (0, "4 entries, and the chain holds\n")


def test_r167_the_script_names_an_edited_entry(export):
    lines = export.read_text().splitlines()
    lines[2] = lines[2].replace("drei", "vier")
    export.write_text("\n".join(lines) + "\n")
    done = verify(export)
    assert (done.returncode, done.stdout) == (1, "entry 3: this entry was changed after it was written\n")


def test_r167_the_script_names_the_place_of_a_removed_entry(export):
    lines = export.read_text().splitlines()
    export.write_text("\n".join(lines[:1] + lines[2:]) + "\n")
    done = verify(export)
    assert done.returncode == 1
    assert done.stdout.startswith("entry 2: an entry before this one was removed")


def test_an_end_that_is_cut_off_shows_against_the_noted_head(export):
    lines = export.read_text().splitlines()
    export.write_text("\n".join(lines[:-1]) + "\n")
    assert verify(export).returncode == 0
    done = verify(export, "--head", head()[1])
    assert (done.returncode, "the end is missing" in done.stdout) == (1, True)


def test_lines_written_anew_by_another_tool_still_verify(export):
    lines = [json.dumps(json.loads(line), indent=None) for line in export.read_text().splitlines()]
    export.write_text("\n".join(lines) + "\n")
    assert verify(export).returncode == 0


def withhold(export, place, **more):
    """The export with one line's record kept back, and what ``more`` says of it changed."""
    lines = export.read_text().splitlines()
    whole = json.loads(lines[place - 1])
    kept = {"seq": place, "previous_hash": whole["previous_hash"], "hash": whole["hash"], "withheld": True}
    lines[place - 1] = json.dumps({**kept, **more})
    export.write_text("\n".join(lines) + "\n")
    return verify(export)


def test_a_line_that_is_withheld_is_checked_by_its_place_in_the_chain_and_counted(export):
    done = withhold(export, 2)
    assert (done.returncode, done.stdout) == (0, "4 entries, 1 of them withheld, and the chain holds\n")


@pytest.mark.parametrize(
    ("more", "place", "said"),
    [
        ({"hash": "a" * 64}, 3, "an entry before this one was removed"),
        ({"previous_hash": "b" * 64}, 2, "an entry before this one was removed"),
        ({"seq": 3}, 2, "number is not its place"),
        ({"hash": "short"}, 2, "has no hash"),
    ],
)
def test_a_withheld_line_that_is_not_linked_is_named(export, more, place, said):
    done = withhold(export, 2, **more)
    assert (done.returncode, done.stdout.startswith(f"entry {place}: "), said in done.stdout) == (
        1,
        True,
        True,
    )


@pytest.mark.parametrize("more", [{"withheld": "yes"}, {"record": {"act": "x"}}])
def test_a_line_that_is_withheld_and_says_more_is_refused(export, more):
    assert withhold(export, 2, **more).returncode == 2


def test_a_file_that_is_no_journal_cannot_be_read(tmp_path):
    (tmp_path / "x").write_text("hello\n")
    done = verify(tmp_path / "x")
    assert (done.returncode, done.stdout) == (2, "")


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)  # fmt: skip


@given(values)
def test_the_scripts_canonical_json_is_ours(value):
    try:
        ours = canonical_json(value)
    except UnicodeEncodeError:
        return
    assert verify_journal.canonical(value).encode() == ours
