from pathlib import Path

import pytest

from lint.__main__ import every_rule

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", every_rule())
def test_every_rule_has_a_test_of_its_own(name):
    assert (HERE / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", every_rule())
def test_every_rule_is_at_peace_with_an_empty_checkout(name):
    assert list(every_rule()[name]([])) == []
