"""The 28 templates of the library: whole, in our own words, and synced by digest."""

import shutil

import pytest

from attestry.frameworks.models import Criterion
from attestry.kit.content import library
from attestry.kit.errors import Invalid
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.policies.content import template_files
from attestry.policies.models import PolicyTemplate
from attestry.policies.tests.world import HOUSE

FILES = list(template_files(library() / "policies"))


def test_there_are_28_templates():
    assert [file.key for file in FILES] == [f"POL-{number:02}" for number in range(1, 29)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.key)
def test_a_template_says_every_clause_that_it_asks_for_in_a_usable_text(file):
    head, text = file.read()
    assert len(head.clauses) >= 5
    assert len(text.split()) > 250


def test_every_criterion_and_control_that_a_template_names_is_in_the_library(system):
    known = {path.stem for path in (library() / "controls").glob("*/*.yaml")}
    criteria = set(Criterion.objects.values_list("reference", flat=True))
    for template in PolicyTemplate.objects.all():
        assert set(template.controls) <= known
        assert set(template.criteria) <= criteria


def test_the_same_files_twice_change_nothing_and_a_changed_one_is_updated(system, tmp_path):
    assert len(sync_policy_templates(HOUSE).unchanged) == 28
    root = tmp_path / "policies"
    shutil.copytree(library() / "policies", root)
    (root / "POL-28.md").unlink()
    changed = root / "POL-01.md"
    changed.write_text(changed.read_text().replace("review_months: 12", "review_months: 6"))
    synced = sync_policy_templates(HOUSE, root=root)
    assert (synced.updated, synced.withdrawn, synced.added) == (("POL-01",), ("POL-28",), ())
    assert PolicyTemplate.objects.get(key="POL-01").review_months == 6
    assert sync_policy_templates(HOUSE).updated == ("POL-01", "POL-28")


@pytest.mark.parametrize(
    "old, new, reason",
    [
        ("id: POL-01\n", "id: POL-02\n", "id: differs from the file's name"),
        ("{#POL-01.3}", "", r"clauses\.POL-01\.3: the text has no words"),
        ("{{ contact }}", "{{ phone }}", "which nothing fills"),
        ("---\nid", "id", "does not begin with a YAML head"),
        ("review_months: 12", "review_months: often", "POL-01.md:7: review_months"),
    ],
)
def test_a_broken_file_is_refused_with_its_place_and_nothing_is_changed(system, tmp_path, old, new, reason):
    text = (library() / "policies" / "POL-01.md").read_text()
    assert old in text
    (tmp_path / "POL-01.md").write_text(text.replace(old, new))
    with pytest.raises(Invalid, match=reason):
        sync_policy_templates(HOUSE, root=tmp_path)
    assert PolicyTemplate.objects.filter(withdrawn_at=None).count() == 28
