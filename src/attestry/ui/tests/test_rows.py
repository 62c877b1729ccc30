from dataclasses import dataclass
from datetime import date

from attestry.ui.rows import Held, Rows, Shown


@dataclass(frozen=True)
class Ship:
    name: str
    flag: str
    built: date | None
    ports: tuple[str, ...] = ()


FLEET = (
    Ship("Borealis", "no", date(2001, 1, 1), ("Oslo", "Cork")),
    Ship("albatross", "ie", None),
    Ship("Curlew", "no", date(1990, 1, 1), ("Cork",)),
)
SHIPS: Rows[Ship] = Rows(
    "ships",
    (
        Shown("name", "Name", lambda one: one.name),
        Shown("built", "Built", lambda one: one.built),
        Shown("act", ""),
    ),
    {"name": lambda one: one.name, "built": lambda one: one.built, "ports": lambda one: one.ports},
    (Held("flag", "Flag", (("no", "Norway"), ("ie", "Ireland")), lambda one: (one.flag,)),),
    sort="name",
)


def names(**query):
    return [one.name for one in SHIPS.listing(query, FLEET).rows]


def test_rows_stand_in_their_usual_order_whatever_their_letters_and_are_turned_by_a_column():
    assert names() == ["albatross", "Borealis", "Curlew"]
    assert names(sort="-name") == ["Curlew", "Borealis", "albatross"]


def test_a_row_that_does_not_say_comes_last_either_way():
    assert names(sort="built") == ["Curlew", "Borealis", "albatross"]
    assert names(sort="-built") == ["Borealis", "Curlew", "albatross"]


def test_a_column_of_acts_is_not_sorted_by():
    assert names(sort="act") == ["Borealis", "albatross", "Curlew"]
    assert not SHIPS.listing({}, FLEET).columns[2].sortable


def test_rows_are_held_to_a_value_and_every_value_says_how_many_have_it():
    assert names(flag="no") == ["Borealis", "Curlew"]
    (flags,) = SHIPS.listing({"flag": "no"}, FLEET).filters
    assert [(one.label, one.count) for one in flags.options] == [("Norway", 2), ("Ireland", 1)]
    assert names(flag="fr") == ["albatross", "Borealis", "Curlew"]


def test_a_search_wants_every_word_anywhere_in_what_the_export_says():
    assert names(q="cork") == ["Borealis", "Curlew"]
    assert names(q="CORK 1990") == ["Curlew"]
    assert names(q="rome") == []


def test_a_file_is_answered_only_where_it_is_asked_for_and_holds_what_was_chosen():
    assert SHIPS.as_csv({}, FLEET) is None
    answer = SHIPS.as_csv({"format": "csv", "flag": "no"}, FLEET)
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines == ["name,built,ports", "Borealis,2001-01-01,Oslo; Cork", "Curlew,1990-01-01,Cork"]


def test_pages_hold_fifty():
    many = [Ship(f"{number:03}", "no", None) for number in range(120)]
    second = SHIPS.listing({"page": "2"}, many)
    assert (second.total, second.page_count, second.rows[0].name, len(second.rows)) == (120, 3, "050", 50)
