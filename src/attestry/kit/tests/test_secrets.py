import errno
import os
import threading

import pytest

from attestry.kit.errors import Broken, Unavailable
from attestry.kit.key_file import made_once
from attestry.kit.secrets import SecretBox


def test_a_secret_opens_again_and_cannot_be_read_where_it_lies(tmp_path):
    sealed = SecretBox(tmp_path).seal("päss")
    assert "päss" not in sealed
    assert SecretBox(tmp_path).open(sealed) == "päss"
    assert SecretBox(tmp_path).seal("päss") != sealed


def test_a_secret_of_another_home_or_a_changed_one_is_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    sealed = SecretBox(tmp_path / "one").seal("secret")
    for folder, text in (("two", sealed), ("one", sealed[:-4] + "AAA="), ("one", ""), ("one", "not sealed")):
        with pytest.raises(Broken, match="does not open"):
            SecretBox(tmp_path / folder).open(text)


def test_the_key_is_readable_by_its_owner_alone(tmp_path):
    SecretBox(tmp_path).seal("x")
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.key"]
    assert (tmp_path / "secrets.key").stat().st_mode & 0o777 == 0o600


def test_all_who_ask_for_a_key_at_once_get_the_same_one(tmp_path):
    answers, start = [], threading.Barrier(8)

    def ask(number):
        start.wait()
        answers.append(made_once(tmp_path / "key", lambda: f"key {number}".encode()))

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_a_full_disk_makes_no_key_rather_than_half_of_one(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable) as refusal:
        made_once(tmp_path / "key", lambda: b"key")
    assert refusal.value.code == "DiskFull"
    assert list(tmp_path.iterdir()) == []
