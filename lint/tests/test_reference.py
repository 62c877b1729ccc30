import pytest

from attestry import pipeline
from attestry.cli.verbs.doctor import NOT_WELL
from lint.reference import MADE, PAGES
from lint.reference.page import table
from lint.reference.settings import _MEANS, read_by_the_code


@pytest.mark.parametrize("name", MADE)
def test_a_page_that_is_made_from_the_code_is_as_the_code_is_now(name):
    assert (PAGES / name).read_text(encoding="utf-8") == MADE[name](), "run “make docs”"


def test_a_setting_that_nothing_reads_any_more_is_not_explained():
    assert set(_MEANS) == read_by_the_code()


def test_the_codes_of_single_verbs_are_those_that_the_verbs_end_with():
    said = MADE["exit-codes.md"]()

    for code in (pipeline.SOUND, pipeline.UNSEEN, NOT_WELL):
        assert f"| {code} |" in said


def test_a_cell_cannot_break_out_of_its_row():
    assert table(("One",), [("a | b\nc",)]).splitlines()[-1] == "| a \\| b c |"
