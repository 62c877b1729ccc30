from lint.tests.judging import lines_complained_of

RULE = "library_is_content"


def test_python_in_the_library_is_complained_of():
    assert lines_complained_of(RULE, "src/attestry/library/controls/load.py", "") == [1]


def test_content_in_the_library_and_python_elsewhere_are_fine():
    assert lines_complained_of(RULE, "src/attestry/library/controls/a.yaml", "") == []
    assert lines_complained_of(RULE, "src/attestry/controls/queries.py", "") == []
