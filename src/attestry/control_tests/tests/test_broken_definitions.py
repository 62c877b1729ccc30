"""A control test or a manifest that is not well-formed is refused with file, line, key and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from attestry.connectors.queries import SOURCES
from attestry.connectors.rules.declaration import Manifest
from attestry.control_tests.queries import folder, read_definition
from attestry.kit.content import load_yaml
from attestry.kit.errors import Invalid

NAME = "files-mfa-on-active-accounts"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A control test of the library, to be spoilt."""
    for ending in ("sql", "yaml"):
        shutil.copy(folder() / "files" / f"{NAME}.{ending}", tmp_path)
    return tmp_path / f"{NAME}.yaml"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("why:", "colour: red\nwhy:", f"{NAME}.yaml:3: colour: Extra inputs are not permitted"),
        ("every: 24h", "every: daily", f"{NAME}.yaml:10: every: Value error, is a span"),
        ("id: ", "id: another-", f"{NAME}.yaml:1: id: “another-{NAME}” is not the file's name"),
        ("title:", "titel:", f"{NAME}.yaml:1: title: Field required"),
        (
            "files_account: [account_id",
            "files_acount: [account_id",
            f"{NAME}.yaml:1: population: files_account",
        ),
        ("mfa_factor]", "colour]", f"{NAME}.yaml:1: reads: files_account has no column colour"),
    ],
)
def test_a_broken_control_test_is_refused_by_its_place(
    copied: Path, before: str, after: str, told: str
) -> None:
    text = copied.read_text(encoding="utf-8")
    assert before in text
    copied.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(Invalid) as refusal:
        read_definition(copied)
    assert refusal.value.message.startswith(told)


def test_a_control_test_without_its_question_is_refused(copied: Path) -> None:
    copied.with_suffix(".sql").unlink()
    with pytest.raises(Invalid, match=rf"^{NAME}\.yaml:1: the question {NAME}\.sql is missing"):
        read_definition(copied)


def test_a_manifest_with_an_unknown_key_is_refused_by_its_place(tmp_path: Path) -> None:
    whole = (SOURCES / "git" / "manifest.yaml").read_text(encoding="utf-8")
    (tmp_path / "manifest.yaml").write_text("colour: red\n" + whole, encoding="utf-8")
    with pytest.raises(Invalid) as refusal:
        load_yaml(tmp_path / "manifest.yaml", Manifest)
    assert refusal.value.message == "manifest.yaml:1: colour: Extra inputs are not permitted"
