from datetime import date

import pytest

from attestry.kit.content import Content, load_yaml
from attestry.kit.errors import Invalid


class Owner(Content):
    name: str
    since: date | None = None


class Shape(Content):
    id: str
    count: int = 0
    is_live: bool = False
    owners: tuple[Owner, ...] = ()


def read(tmp_path, text):
    path = tmp_path / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_yaml(path, Shape)


def test_a_good_file_has_its_shape(tmp_path):
    found = read(tmp_path, "id: é\ncount: 3\nowners:\n  - {name: Ada, since: 2026-01-02}\n  - name: Bo\n")
    assert found == Shape(
        id="é", count=3, owners=(Owner(name="Ada", since=date(2026, 1, 2)), Owner(name="Bo"))
    )


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("id: a\nowner: x\n", "a.yaml:2: owner: "),
        ("id: a\nowners:\n  - name: Ada\n  - name: Bo\n    rank: 1\n", "a.yaml:5: owners.1.rank: "),
        ("id: a\ncount: many\n", "a.yaml:2: count: "),
        ('id: a\ncount: "3"\n', "a.yaml:2: count: "),
        ("id: a\ncount: 3.5\n", "a.yaml:2: count: "),
        ("id: a\nis_live: 1\n", "a.yaml:2: is_live: "),
        ("id: 7\n", "a.yaml:1: id: "),
        ("count: 1\n", "a.yaml:1: id: "),
        ("id: a\ncount: 1\nid: b\n", "a.yaml:3: id: stands twice"),
        ("id: a\nowners:\n  - name: Ada\n    name: Bo\n", "a.yaml:4: name: stands twice"),
        ("id: a\n  count: 1\n", "a.yaml:2: (the file): "),
        ("id: [a\n", "a.yaml:2: (the file): "),
        ("- a\n- b\n", "a.yaml:1: (the file): "),
        ("just text\n", "a.yaml:1: (the file): "),
        ("", "a.yaml:1: (the file): is empty"),
        ("# only a remark\n", "a.yaml:1: (the file): is empty"),
        ("id: a\n---\nid: b\n", "a.yaml:2: (the file): "),
        ("id: !!python/object/apply:os.getcwd []\n", "a.yaml:1: (the file): "),
        ("? [a, b]\n: c\n", "a.yaml:1: (the file): a key must be a plain text"),
        (b"id: \xff\xfe\n", "a.yaml:1: (the file): is not UTF-8 at byte 4"),
        ("id: a\x07b\n", "a.yaml:1: (the file): "),
    ],
)
def test_a_bad_file_is_refused_with_file_line_key_and_reason(tmp_path, text, starts):
    with pytest.raises(Invalid) as refusal:
        read(tmp_path, text)
    assert refusal.value.message.startswith(starts)
    assert len(refusal.value.message) > len(starts) or not starts.endswith(" ")
    assert "nothing was changed" in refusal.value.next_step


def test_a_file_that_is_missing_or_closed_is_refused_by_name(tmp_path):
    with pytest.raises(Invalid, match=r"^b\.yaml:1: \(the file\): No such file"):
        load_yaml(tmp_path / "b.yaml", Shape)
    with pytest.raises(Invalid, match="Is a directory"):
        load_yaml(tmp_path, Shape)


def test_a_small_file_that_unfolds_without_end_is_refused(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(Invalid, match="by its aliases"):
        read(tmp_path, "\n".join(lines))
    with pytest.raises(Invalid, match="by its aliases"):
        read(tmp_path, "id: &here [*here]\n")


def test_a_file_nested_a_hundred_thousand_deep_is_refused(tmp_path):
    for text in ("[" * 100_000, "[\n" * 100_000, "- " * 100_000, "{a: " * 100_000):
        with pytest.raises(Invalid, match=r"a\.yaml:\d+: \(the file\): is nested more than 500 deep"):
            read(tmp_path, text)
    with pytest.raises(Invalid, match="letters"):
        read(tmp_path, "id: a" + " " * 4_000_000)


def test_an_alias_that_says_the_same_again_is_fine(tmp_path):
    found = read(tmp_path, "id: a\nowners:\n  - &ada {name: Ada}\n  - *ada\n")
    assert [owner.name for owner in found.owners] == ["Ada", "Ada"]


def test_a_date_stays_text_until_its_field_says_otherwise(tmp_path):
    assert read(tmp_path, "id: 2026-01-02\n").id == "2026-01-02"
