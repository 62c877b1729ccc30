import pytest

from lint.tests.judging import lines_complained_of

PATH = "src/attestry/controls/queries.py"


def judge(clause, body="pass"):
    text = f"try:\n    f()\n{clause}:\n    {body}\n"
    return lines_complained_of("narrow_except", PATH, text)


@pytest.mark.parametrize("clause", ["except", "except Exception", "except BaseException as error"])
def test_an_except_of_everything_is_complained_of(clause):
    assert judge(clause) == [3]


def test_one_hidden_among_narrow_ones_is_found():
    assert judge("except (ValueError, Exception)") == [3]


def test_a_named_error_is_fine_and_so_is_clearing_up_before_raising_again():
    assert judge("except ValueError") == []
    assert judge("except BaseException", "raise") == []
