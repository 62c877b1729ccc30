"""Trailers are found where git finds them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attestry.connectors.sources.git.tests.made import MadeRepository, make_repository
from attestry.connectors.sources.git.trailers import parse_trailers

_MESSAGES = {
    "none": "Title only",
    "title that looks like one": "Reviewed-by: Bob",
    "one": "Title\n\nReviewed-by: Bob <bob@example.org>\n",
    "after a body": "Title\n\nBody\nmore\n\nTicket: PAY-1\nRefs:x\n",
    "folded": "Title\n\nTicket: PAY-1\n and more\nRefs: y",
    "prose in the last paragraph": "Title\n\nNote: this is prose\nand so is this",
    "mixed, with a line of git": "Title\n\nsome prose\nSigned-off-by: Ann <a@b.c>\nTicket: PAY-1",
    "too much prose": "Title\n\na\nb\nc\nd\ne\nf\ng\nSigned-off-by: Ann <a@b.c>",
    "cherry pick": "Title\n\nTicket: PAY-1\n(cherry picked from commit 1234567)",
    "blank lines with spaces": "Title\n  \nTicket: PAY-1\n   \n",
    "space before the colon": "Title\n\nTicket : PAY-1",
    "an address is no trailer": "Title\n\nhttps://example.org/x",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeRepository:
    return make_repository(tmp_path_factory.mktemp("trailers") / "app")


def by_git(made: MadeRepository, message: str) -> list[tuple[str, str]]:
    printed = made.git("interpret-trailers", "--parse", "--no-divider", given=message.encode())
    pairs = (line.partition(":") for line in printed.splitlines() if not line.startswith("("))
    return [(name.strip().lower(), " ".join(value.split())) for name, _, value in pairs]


def by_us(message: str) -> list[tuple[str, str]]:
    return [(trailer.name, " ".join(trailer.value.split())) for trailer in parse_trailers(message)]


@pytest.mark.parametrize("message", _MESSAGES.values(), ids=_MESSAGES.keys())
def test_we_find_what_git_finds(made: MadeRepository, message: str) -> None:
    assert by_us(message) == by_git(made, message)


_LINES = st.sampled_from(
    ["", "prose", "Ticket: PAY-1", "Signed-off-by: Ann <a@b.c>", "Refs: a:b", "two words: x"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_LINES, max_size=9))
def test_any_shuffle_of_prose_and_trailers_reads_as_git_reads_it(
    made: MadeRepository, lines: list[str]
) -> None:
    message = "\n".join(["Title", "", *lines])
    assert by_us(message) == by_git(made, message)


def test_a_value_is_bounded(tmp_path: Path) -> None:
    (trailer,) = parse_trailers("Title\n\nTicket: " + "x" * 5000)
    assert len(trailer.value) == 1000
