import pytest

from lint.tests.judging import lines_complained_of

RULE = "plain_names"


@pytest.mark.parametrize(
    "path",
    ["src/attestry/controls/utils.py", "src/attestry/common/rules.py", "src/attestry/core/__init__.py"],
)
def test_a_place_that_could_hold_anything_is_complained_of(path):
    assert lines_complained_of(RULE, path, "") == [1]


@pytest.mark.parametrize("name", ["ControlManager", "RequestHandler", "RowData", "ReportHelper"])
def test_a_class_that_could_be_anything_is_complained_of(name):
    assert lines_complained_of(RULE, "src/attestry/controls/rules.py", f"class {name}:\n    pass\n") == [1]


def test_a_noun_of_the_field_is_fine():
    assert lines_complained_of(RULE, "src/attestry/controls/rules.py", "class Control:\n    pass\n") == []
