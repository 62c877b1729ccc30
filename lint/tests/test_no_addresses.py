import pytest

from lint.tests.judging import lines_complained_of

RULE = "no_addresses"
SLASH = "/"  # so that this file does not itself hold what it forbids


@pytest.mark.parametrize(
    "line",
    [
        "--index-url" + " example.org",
        "see pypi" + ".org",
        '"resolved": ' + '"https://example.org/x.tgz"',
        f"cd {SLASH}work/main",
        f"ATTESTRY_HOME={SLASH}root/.attestry",
    ],
)
@pytest.mark.parametrize("path", ["requirements.lock", "docs/how-to/install.md", "src/attestry/kit/x.py"])
def test_a_registry_or_a_machine_is_complained_of_wherever_it_stands(path, line):
    assert lines_complained_of(RULE, path, f"x\n{line}\n") == [2]


@pytest.mark.parametrize("line", ["path/work/item", "homework/", "$HOME/root/x"])
def test_what_only_looks_like_a_machines_path_is_not(line):
    assert lines_complained_of(RULE, "docs/x.md", line) == []
