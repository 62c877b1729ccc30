"""Keeping a mutation score, its place on the test's page, and the command that measures it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from attestry.cli.tests.shell import attestry
from attestry.control_tests.actions.measuring import keep_mutation_scores
from attestry.control_tests.models import MutationScore
from attestry.control_tests.queries import definition, mutation_score
from attestry.control_tests.rules.mutation import Score
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import MFA
from attestry.evidence.tests.line import HOUSE
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.kit.errors import NotAllowed

PAGE = f"/tests/{MFA}/"
KEY = "nulled files_account.kind"


def measured() -> Score:
    one = definition(MFA)
    return Score(MFA, one.version, one.basis, 6, (KEY,), {}, (), {"fail": 5})


@pytest.mark.django_db
def test_a_score_is_kept_once_and_in_the_journal():
    assert keep_mutation_scores(HOUSE, [measured()]) == 1
    assert keep_mutation_scores(HOUSE, [measured()]) == 0
    kept = MutationScore.objects.get()
    assert (kept.noticed, kept.injected, kept.survivors) == (5, 6, [KEY])
    entry = JournalEntry.objects.get(act="control_tests.keep_mutation_scores")
    assert (entry.subject, entry.before, entry.after["noticed"]) == (f"test:{MFA}", None, 5)


@pytest.mark.django_db
def test_a_new_measurement_of_the_same_takes_the_place_of_the_old():
    keep_mutation_scores(HOUSE, [measured()])
    assert keep_mutation_scores(HOUSE, [replace(measured(), survivors=())]) == 1
    assert mutation_score(definition(MFA)).noticed == 6
    last = JournalEntry.objects.order_by("-seq").first()
    assert (last.before["noticed"], last.after["noticed"]) == (5, 6)


@pytest.mark.django_db
def test_a_score_of_another_version_is_not_this_ones():
    keep_mutation_scores(HOUSE, [replace(measured(), basis="0" * 64)])
    assert mutation_score(definition(MFA)) is None


@pytest.mark.django_db
def test_who_may_only_read_keeps_no_score():
    reader = Actor("user", "user:1", "Reader")
    with pytest.raises(NotAllowed):
        keep_mutation_scores(reader, [measured()])


@pytest.mark.django_db
def test_the_page_of_a_test_says_whether_it_was_measured(world, client_of):
    before = said(client_of(world.owner).get(PAGE))
    assert f"not measured for this version yet: run attestry tests mutate {MFA}" in before
    keep_mutation_scores(HOUSE, [measured()])
    after = said(client_of(world.owner).get(PAGE))
    assert "Noticed 5 of 6 faults put into what passes" in after
    assert KEY in after
    assert definition(MFA).meaning.survivors[KEY] in after
    assert "not measured" not in after


def test_the_command_measures_and_says_so_by_its_exit_code(tmp_path):
    home = tmp_path / "home"
    good = attestry(home, "tests", "mutate", "aws-root-user-mfa", "--json")
    assert good.returncode == 0, good.stderr
    (one,) = json.loads(good.stdout)
    assert (one["test"], one["share"], one["survivors"]) == ("aws-root-user-mfa", 1.0, {})
    weak = attestry(home, "tests", "mutate", MFA, "--survivors")
    assert weak.returncode == 11
    assert f"let through: {KEY}: An account without a kind" in weak.stdout
    assert attestry(home, "tests", "mutate", "no-such-test").returncode == 4
