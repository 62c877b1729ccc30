import pytest

from lint.tests.judging import lines_complained_of

RULE = "writes_in_actions"


@pytest.mark.parametrize(
    "line",
    [
        "thing.save()",
        "Thing.objects.create(name='x')",
        "Thing.objects.filter(a=1).delete()",
        "Thing.objects.filter(a=1).update(a=2)",
        "Thing.objects.bulk_create([])",
        "Thing.objects.get_or_create(name='x')",
    ],
)
def test_a_write_in_a_view_is_complained_of(line):
    assert lines_complained_of(RULE, "src/attestry/controls/views.py", f"x = 1\n{line}\n") == [2]


@pytest.mark.parametrize("line", ["digest.update(b'x')", "form.save()", "folder.delete()"])
def test_what_only_looks_like_a_write_is_not(line):
    assert lines_complained_of(RULE, "src/attestry/controls/views.py", line) == []


@pytest.mark.parametrize(
    "path",
    [
        "src/attestry/controls/actions.py",
        "src/attestry/controls/actions/adopting.py",
        "src/attestry/controls/models.py",
        "src/attestry/controls/tests/test_x.py",
        "src/attestry/controls/migrations/0001_initial.py",
    ],
)
def test_a_write_where_writes_belong_is_not(path):
    assert lines_complained_of(RULE, path, "thing.save()\n") == []
