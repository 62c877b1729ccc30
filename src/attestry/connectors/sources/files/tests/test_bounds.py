"""Only the one plain file that is named is read, within its size, and only if nobody changes it."""

from __future__ import annotations

import gzip
import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.files.tests.handing_in import read, refusal, taken, unavailable
from attestry.kit import clock
from attestry.kit.errors import Invalid

TEXT = "account_id,system\na,crm\n"


def written(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT)
    return path


def refused(path: Path, **settings: Any) -> str:
    with pytest.raises(Invalid) as refusal:
        read(path, **settings)
    return refusal.value.message


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "big.csv")
    os.truncate(path, 2_000_000_000)
    copied: list[str] = []
    message = refused(path, progress=copied.append)
    assert message == "big.csv:1: (the file): has 2,000,000,000 bytes; at most 512,000,000 are read"
    assert copied == []


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "") == "handed.csv:1: (the file): is empty"
    assert "holds nothing" in refusal(tmp_path, gzip.compress(b""), "handed.csv.gz")


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    assert taken(tmp_path, gzip.compress(TEXT.encode()), "handed.csv.gz").rows[0]["system"] == "crm"


def test_a_bomb_is_refused_when_it_grows_beyond_its_bound(tmp_path: Path) -> None:
    bomb = gzip.compress(TEXT.encode() + b"x" * 30_000_000)
    assert len(bomb) < 40_000
    assert "unpacks to more than 10,000,000 bytes" in refusal(tmp_path, bomb, "bomb.csv.gz")
    assert "unpacks to more than 1,000,000 bytes" in refusal(
        tmp_path, bomb, "bomb.csv.gz", maximum_megabytes=1
    )


@pytest.mark.parametrize(
    "content, reason",
    [
        (gzip.compress(gzip.compress(TEXT.encode(), mtime=0), mtime=0), "is packed twice"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-6], "is a broken gzip file"),
        (gzip.compress(TEXT.encode(), mtime=0) + b"more", "is a broken gzip file"),
        (gzip.compress(b"PK\x03\x04workbook", mtime=0), "is a ZIP archive or an Excel workbook"),
        (b"PK\x03\x04workbook", "is a ZIP archive or an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel or Word file"),
        (b"%PDF-1.7", "is a PDF"),
    ],
)
def test_other_packings_are_refused_by_what_they_are(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in refusal(tmp_path, content)


def test_a_link_is_not_followed_at_the_end_or_on_the_way(tmp_path: Path) -> None:
    written(tmp_path / "secret" / "list.csv")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "list.csv").symlink_to(tmp_path / "secret" / "list.csv")
    (inbox / "way").symlink_to(tmp_path / "secret")
    assert "is a link" in refused(Path("list.csv"), folder=str(inbox))
    assert "is a link" in refused(Path("way/list.csv"), folder=str(inbox))


def test_a_file_in_an_inner_folder_is_read(tmp_path: Path) -> None:
    written(tmp_path / "2026" / "list.csv")
    assert len(read(Path("2026/list.csv"), folder=str(tmp_path)).rows) == 1


@pytest.mark.parametrize("path", ["../list.csv", "a/../../list.csv", "/etc/passwd", "", "/", "a\0b.csv"])
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    assert refused(Path(path), folder=str(tmp_path), format="csv").startswith("path: ")


def test_without_a_folder_the_path_has_to_be_full(tmp_path: Path) -> None:
    assert refused(Path("list.csv")).startswith("path: has to be written in full")
    assert refused(Path("list.csv"), folder="inbox").startswith("folder: has to be written in full")


def test_folders_devices_and_pipes_are_refused_without_waiting_for_them(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    for path in (tmp_path / "pipe.csv", tmp_path / "folder.csv", Path("/dev/zero")):
        assert "not a plain file" in refused(path, format="csv")


def test_a_missing_file_is_unreachable(tmp_path: Path) -> None:
    refusal = unavailable(tmp_path / "list.csv")
    assert (refusal.reason, refusal.detail) == (Reason.UNREACHABLE, "list.csv is not in its folder")


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "list.csv")

    def denied(_handed_in: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("attestry.connectors.sources.files.copied._walked", denied)
    assert unavailable(path).reason is Reason.PERMISSION


@pytest.mark.parametrize("change", [b"", b"b,crm\n"])
def test_a_file_that_is_written_to_while_it_is_read_is_not_used(tmp_path: Path, change: bytes) -> None:
    path = written(tmp_path / "list.csv")

    def meanwhile(_text: str) -> None:
        path.write_bytes(TEXT.encode() + change)
        os.utime(path, (1, 1))

    refusal = unavailable(path, progress=meanwhile)
    assert (refusal.reason, refusal.detail) == (Reason.INCOMPLETE, "list.csv changed while it was read")


def test_a_file_last_changed_long_ago_says_nothing_about_today(tmp_path: Path) -> None:
    path = written(tmp_path / "list.csv")
    old = (clock.now() - timedelta(days=36)).timestamp()
    os.utime(path, (old, old))
    refusal = unavailable(path)
    assert refusal.reason is Reason.STALE
    assert "more than 35 days ago" in refusal.detail
    assert len(read(path, maximum_age_days=40).rows) == 1


def test_the_provenance_holds_user_name_mapping_and_digest_of_the_bytes_handed_in(tmp_path: Path) -> None:
    packed = gzip.compress(b"login,system\na,crm\n")
    found = taken(tmp_path, packed, "list.csv.gz", mapping=["login=account_id"]).provenance
    assert found.endpoint == "list.csv.gz"
    assert found.principal
    assert hashlib.sha256(packed).hexdigest() in found.query
    assert "login=account_id" in found.query
