"""The register of policies is sealed like any system's evidence, and its control tests answer over it."""

from datetime import timedelta

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.accounts.rules import Role
from attestry.connectors.actions import connect_registers
from attestry.connectors.queries import all_tables
from attestry.control_tests.cases import answer
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.definition import Case
from attestry.effectiveness.tests.world import a_home
from attestry.evidence.models import Entry
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.policies.actions.acknowledging import acknowledge_policy
from attestry.policies.models import PolicyVersion
from attestry.policies.queries.policies import published_version
from attestry.policies.register.streams import STREAMS
from attestry.policies.tests.conftest import NOW
from attestry.policies.tests.world import HOUSE, a_person, a_user, published

pytestmark = pytest.mark.django_db


def rows_now():
    found = [one for stream in STREAMS.values() for one in stream(None) if hasattr(one, "rows")]
    plain = {}
    for one in found:
        plain[one.table] = [
            {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
            for row in one.rows
        ]
    return plain


def outcomes(test_id):
    case = Case.model_validate({"name": "now", "given": rows_now(), "as_of": clock.now().isoformat()})
    answered = answer(definitions()[test_id], case, all_tables())
    assert set(answered.outcomes) == set(answered.reasons)
    return {key: str(outcome) for key, outcome in answered.outcomes.items()}


def test_policies_and_acknowledgements_are_sealed_as_they_stand(system, tmp_path):
    policy = published(system)
    a_person("Max")
    acknowledge_policy(a_user("Max", Role.EMPLOYEE).actor(), policy, digest=published_version(policy).digest)
    with a_home(tmp_path / "home"):
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        summary = pipeline.collect(HOUSE, progress=print, only=["policies-register"])
        states = [(one.state, one.row_count) for one in summary.collections]
    assert sorted(states) == [("complete", 2), ("complete", 3)]
    assert Entry.objects.count() >= 2


def test_the_control_tests_pass_over_a_policy_that_is_kept_and_fail_when_it_is_not(system):
    policy = published(system)
    version = published_version(policy)
    a_person("Max")
    version_id = str(version.pk)
    for test_id in ("approved-by-another", "approval-of-the-text", "clauses-complete"):
        assert outcomes(f"policies-{test_id}") == {version_id: "pass"}
    assert outcomes("policies-reviewed") == {str(policy.pk): "pass"}
    assert set(outcomes("policies-acknowledged").values()) == {"not_applicable"}
    with clock.simulated(NOW + timedelta(days=15)):
        assert set(outcomes("policies-acknowledged").values()) == {"fail"}
        acknowledge_policy(a_user("Max", Role.EMPLOYEE).actor(), policy, digest=version.digest)
        assert set(outcomes("policies-acknowledged").values()) == {"pass"}
    with clock.simulated(NOW + timedelta(days=366)):
        assert outcomes("policies-reviewed") == {str(policy.pk): "fail"}


def test_a_text_changed_behind_the_house_is_found_by_its_digest(system):
    version = published_version(published(system))
    PolicyVersion.objects.filter(pk=version.pk).update(text=version.text + "Everything is allowed.\n")
    assert outcomes("policies-approval-of-the-text") == {str(version.pk): "fail"}


def test_an_approval_that_is_taken_away_is_found(system):
    version = published_version(published(system))
    version.approvals.all().delete()
    assert outcomes("policies-approved-by-another") == {str(version.pk): "fail"}
