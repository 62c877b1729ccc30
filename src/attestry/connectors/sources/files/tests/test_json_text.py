"""JSON and NDJSON are streamed object by object, more strictly than most parsers would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.connectors.sources.files.tests.handing_in import refusal, taken

FORMS = [("handed.json", "[{}]"), ("handed.ndjson", "{}")]


def objects(found: list[dict[str, Any]]) -> str:
    return json.dumps(found, indent=1)


def test_an_array_and_lines_bring_the_same_rows(tmp_path: Path) -> None:
    found = [{"account_id": "a", "is_active": True}, {"account_id": "b", "is_active": None}]
    lines = "\n".join(json.dumps(one) for one in found) + "\n"
    by_array, by_line = taken(tmp_path, objects(found), "a.json"), taken(tmp_path, lines, "b.jsonl")
    assert by_array.rows == by_line.rows == found


def test_a_key_that_only_later_objects_have_is_a_column_of_all(tmp_path: Path) -> None:
    found = taken(tmp_path, objects([{"account_id": "a"}, {"account_id": "b", "system": "crm"}]), "a.json")
    assert [row["system"] for row in found.rows] == [None, "crm"]


def test_an_empty_array_is_refused_for_want_of_columns(tmp_path: Path) -> None:
    assert "account_id" in refusal(tmp_path, "[]", "a.json")


@pytest.mark.parametrize("name, frame", FORMS)
@pytest.mark.parametrize(
    "text, reason",
    [
        ('{"account_id": "a", "system": NaN}', "NaN is not a number"),
        ('{"account_id": "a", "system": -Infinity}', "-Infinity is not a number"),
        ('{"account_id": "a", "account_id": "b"}', "'account_id' stands twice"),
        ('{"account_id": "a", "system": {"name": "crm"}}', "is not text"),
        ('{"account_id": "a", "is_active": 1}', "1 is none of true, false"),
        ('{"account_id": ' + "9" * 5_000 + "}", "5,000 digits"),
        ('{"account_id": "a", "system": "\\ud800"}', "control character U+D800"),
        ('{"account_id": "a", "system": "\\u0000"}', "control character U+0000"),
        ('{"account_id": "a",}', "is not JSON"),
        ("[1]", "braces"),
        ('{"account_id": ' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_what_json_cannot_mean_is_refused(
    tmp_path: Path, name: str, frame: str, text: str, reason: str
) -> None:
    assert reason in refusal(tmp_path, frame.replace("{}", text), name)


@pytest.mark.parametrize(
    "text, message",
    [
        ('{"account_id": "a"}', "a.json:1: (the file): an array of objects begins with ["),
        (
            '[{"account_id": "a"}\n{"account_id": "b"}]',
            "a.json:2: (the file): expected , or ] after an object",
        ),
        ('[{"account_id": "a"}]\n\nx', "a.json:3: (the file): goes on after the array"),
        ('[{"account_id": "a"},\n\n{"account_id": "b"', "a.json:3: (the file): is not JSON"),
        ("[" * 100_000, "a.json:1: (the file): expected an object in braces"),
        ("  ", "a.json:1: (the file): an array of objects begins with ["),
    ],
)
def test_a_broken_array_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text, "a.json").startswith(message)


def test_ids_that_stand_twice_on_one_line_are_still_found(tmp_path: Path) -> None:
    text = '[{"account_id":"a","system":"x"},{"account_id":"a","system":"y"}]'
    assert refusal(tmp_path, text, "a.json") == "a.json:1: account_id: 'a' stands on line 1 already"


def test_an_object_larger_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    text = '[{"account_id": "' + "x" * 3_000_000 + '"}]'
    assert "longer than a megabyte" in refusal(tmp_path, text, "a.json")


def test_bytes_that_are_not_utf8_are_named_with_byte_and_line(tmp_path: Path) -> None:
    head = b'[\n{"account_id": "a"},\n' + b" " * 300_000 + b'\n{"account_id": "'
    message = refusal(tmp_path, head + b'\xff"}]', "a.json")
    assert message == f"a.json:4: (the file): byte {len(head)} is not utf-8"


def test_a_line_that_goes_on_after_its_object_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, '{"account_id": "a"}\n{"account_id": "b"} {}\n', "a.ndjson") == (
        "a.ndjson:2: (the file): goes on after the object"
    )


def test_an_array_of_many_pieces_comes_whole(tmp_path: Path) -> None:
    found = [{"account_id": f"{number}-ü", "system": "x" * 500} for number in range(2_000)]
    text = json.dumps(found, ensure_ascii=False)
    assert len(text) > 4 * 262_144
    assert taken(tmp_path, text, "a.json").rows == found


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=5), st.sampled_from([None, 1, 4]))
def test_any_texts_survive_any_layout(tmp_path: Path, texts: dict[str, str], indent: int | None) -> None:
    found = [{"account_id": key, "system": value} for key, value in texts.items()]
    assert taken(tmp_path, json.dumps(found, indent=indent), "a.json").rows == found
