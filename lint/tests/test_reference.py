import pytest

from lint.reference import MADE, PAGES


@pytest.mark.parametrize("name", MADE)
def test_a_page_that_is_made_from_the_code_is_as_the_code_is_now(name):
    assert (PAGES / name).read_text(encoding="utf-8") == MADE[name](), "run “make docs”"
