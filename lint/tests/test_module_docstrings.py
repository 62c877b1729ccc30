import pytest

from lint.tests.judging import lines_complained_of

RULE = "module_docstrings"


@pytest.mark.parametrize("text", ["x = 1\n", '"""no sentence"""\n', '"""  """\n'])
def test_a_module_without_an_opening_sentence_is_complained_of(text):
    assert lines_complained_of(RULE, "src/attestry/controls/queries.py", text) == [1]


def test_a_room_says_what_it_is():
    assert lines_complained_of(RULE, "src/attestry/controls/__init__.py", "") == [1]


def test_a_sentence_may_run_over_two_lines():
    text = '"""One sentence that\ngoes on."""\n'
    assert lines_complained_of(RULE, "src/attestry/controls/queries.py", text) == []
