from pathlib import Path

from lint.source import Source
from lint.tests.judging import lines_complained_of

RULE = "glossary_has_every_noun"
MODELS = "src/attestry/accounts/models.py"
PAGE = Source(Path("docs/reference/glossary.md"), "# Glossary\n\n## Sign-in link\n\nOpens an account once.\n")


def model(name, parent="models.Model"):
    return f"class {name}({parent}):\n    pass\n"


def test_a_model_without_an_entry_is_complained_of():
    assert lines_complained_of(RULE, MODELS, model("Sample"), PAGE) == [1]


def test_a_noun_is_found_however_it_is_joined():
    assert lines_complained_of(RULE, MODELS, model("SignInLink"), PAGE) == []


def test_choices_and_sets_are_no_nouns_and_abstract_models_none_either():
    assert lines_complained_of(RULE, MODELS, model("Kind", "models.TextChoices"), PAGE) == []
    abstract = "class Dated(models.Model):\n    class Meta:\n        abstract = True\n"
    assert lines_complained_of(RULE, MODELS, abstract, PAGE) == []
