"""A list says in its address how it is sorted, filtered and paged, and ignores what means nothing."""

import csv
import io

import pytest

from attestry.ui.csv_answer import csv_answer, plain_cell
from attestry.ui.listing import Choice, Column, Filter, Listing, Option, read_choice

TITLE, FAILING, BAR = (
    Column("title", "Title"),
    Column("failing", "Failing"),
    Column("bar", "", sortable=False),
)
COLUMNS = (TITLE, FAILING, BAR)
STATE = Filter("state", "State", (Option("fail", "Fails"), Option("pass", "Passes")))


def chosen(**query):
    return read_choice(query, COLUMNS, [STATE], sort="title")


def test_an_empty_address_asks_for_the_usual_order():
    assert chosen() == Choice(sort="title")


def test_what_an_address_cannot_mean_is_ignored():
    asked = chosen(sort="-bar", page="0", state="perhaps", density="huge")
    assert asked == Choice()
    assert chosen(page="٣").page == 1
    assert chosen(page="9" * 40).page == 1


def test_a_choice_written_to_an_address_is_read_back():
    choice = chosen(sort="-failing", state="fail", q=" leavers ", page="3", density="compact")
    pairs = dict(part.split("=") for part in choice.address()[1:].split("&"))
    assert chosen(**pairs) == choice


def test_sorting_again_turns_the_order_and_starts_at_the_first_page():
    listing = Listing(COLUMNS, [1], 500, Choice(sort="failing", page=4))
    assert listing.sort_address(FAILING) == "?sort=-failing"
    assert listing.direction(FAILING) == "ascending"
    assert listing.direction(TITLE) == "none"


def test_a_filter_is_taken_and_let_go():
    listing = Listing(COLUMNS, [], 0, Choice(filters={"state": "fail"}), (STATE,))
    assert listing.filter_address("state", "pass") == "?state=pass"
    assert listing.filter_address("state", "") == "?"
    assert listing.is_filtered


def test_places_are_counted_from_one():
    listing = Listing(COLUMNS, ["a", "b"], 102, Choice(page=3))
    assert (listing.first, listing.last, listing.page_count) == (101, 102, 3)
    assert Listing(COLUMNS, [], 0).page_count == 1


def test_csv_holds_every_row_of_the_choice():
    listing = Listing(COLUMNS, [], 0, Choice(filters={"state": "fail"}, page=7))
    assert listing.csv_address() == "?state=fail&format=csv"
    assert Listing(COLUMNS, [], 0).csv_address() == "?format=csv"


def test_no_value_in_a_csv_becomes_a_formula():
    answer = csv_answer("items.csv", ["item", "count"], [["=HYPERLINK(1)", 3], ['a "quoted", one', -1]])
    text = b"".join(answer.streaming_content).decode()
    assert list(csv.reader(io.StringIO(text))) == [
        ["item", "count"],
        ["'=HYPERLINK(1)", "3"],
        ['a "quoted", one', "-1"],
    ]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_a_text_that_a_spreadsheet_would_reckon_stays_a_text(start):
    assert plain_cell(f"{start}1+1") == f"'{start}1+1"
    assert plain_cell(f"1{start}1") == f"1{start}1"
    assert plain_cell(-1) == -1
