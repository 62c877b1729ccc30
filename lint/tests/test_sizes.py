from lint.tests.judging import lines_complained_of

PATH = "src/attestry/controls/rules.py"


def function(lines):
    return "def f():\n" + "    x = 1\n" * (lines - 1)


def test_a_file_of_401_lines_is_too_long_and_one_of_400_is_not():
    assert lines_complained_of("sizes", PATH, "x = 1\n" * 401) == [1]
    assert lines_complained_of("sizes", PATH, "x = 1\n" * 400) == []


def test_a_function_of_61_lines_is_too_long_and_one_of_60_is_not():
    assert lines_complained_of("sizes", PATH, "\n\n" + function(61)) == [3]
    assert lines_complained_of("sizes", PATH, function(60)) == []
