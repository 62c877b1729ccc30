from lint.tests.judging import lines_complained_of

RULE = "imports_at_the_top"
LATE = "def f():\n    import json\n"


def test_an_import_in_a_function_is_complained_of():
    assert lines_complained_of(RULE, "src/attestry/controls/queries.py", LATE) == [2]


def test_a_late_import_of_the_command_line_says_why():
    explained = "def f():\n    # Imported late: needs Django.\n    import a\n\n    import b\n"
    assert lines_complained_of(RULE, "src/attestry/cli/verbs/up.py", explained) == []
    assert lines_complained_of(RULE, "src/attestry/cli/verbs/up.py", LATE) == [2]


def test_imports_at_the_top_and_in_tests_are_fine():
    assert lines_complained_of(RULE, "src/attestry/controls/queries.py", "import json\n") == []
    assert lines_complained_of(RULE, "src/attestry/controls/tests/test_x.py", LATE) == []
