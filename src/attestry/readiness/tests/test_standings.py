from datetime import timedelta

from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.actions.adopting import adopt_control, retire_control
from attestry.controls.actions.writing import add_control
from attestry.controls.models import Control, ControlCategory
from attestry.controls.tests.samples import text
from attestry.effectiveness.rules.status import Depth
from attestry.kit import clock
from attestry.readiness.queries.control import control_page
from attestry.readiness.queries.controls import ControlFilters, control_rows, control_table
from attestry.readiness.queries.criterion import criterion_page
from attestry.readiness.queries.crosswalk import framework_support
from attestry.readiness.queries.standings import standings
from attestry.readiness.tests.samples import HOUSE, a_document, a_finding, a_test_of, an_answer


def standing_of(system, reference):
    return next(one for one in standings(system, at=clock.now()).criteria if one.reference == reference)


def test_what_nothing_tests_is_unknown_and_stands_on_nothing(system):
    one = standing_of(system, "CC1.1")
    assert (one.outcome, one.depth, one.tested) == (Outcome.UNKNOWN, Depth.NOTHING, 0)


def test_the_map_has_all_61_criteria_and_33_of_them_in_scope(system):
    found = standings(system, at=clock.now())
    assert (len(found.criteria), len(found.in_scope), len(found.unrated)) == (61, 33, 33)


def test_a_failing_test_fails_its_control_and_its_criteria(system):
    an_answer(a_test_of("IAM-02"), failed=1, passed=9)
    one = standing_of(system, "CC6.1")
    assert one.outcome is Outcome.FAIL
    assert "IAM-02" in [each.key for each in one.controls if each.outcome is Outcome.FAIL]
    assert one.gap == "failing"


def test_a_document_alone_is_the_shallowest_ground(system):
    a_document("GOV-01")
    assert standing_of(system, "CC1.1").depth is Depth.DOCUMENT


def test_a_criterion_without_a_control_in_use_is_missing_and_not_failing(system):
    for control in Control.objects.filter(mappings__family="tsc", mappings__reference="CC3.3"):
        retire_control(HOUSE, control, reason="Not performed.")
    one = standing_of(system, "CC3.3")
    assert (one.gap, one.outcome) == ("missing", Outcome.UNKNOWN)


def test_r132_adding_a_manual_control_lowers_the_automation_ratio(system):
    before = standing_of(system, "CC6.4").automation
    control = add_control(HOUSE, text(), key="OWN-1", category=ControlCategory.objects.first())
    adopt_control(HOUSE, control)
    after = standing_of(system, "CC6.4").automation
    assert (after.total, after.manual) == (before.total + 1, before.manual + 1)
    assert after.automated == before.automated


def test_r2_the_three_audit_views_of_a_control_differ(system):
    a_finding("GOV-01", Aspect.DESIGN, Outcome.PASS)
    a_finding("GOV-01", Aspect.OPERATION, Outcome.FAIL)
    now = clock.now()
    page = control_page("GOV-01", at=now, from_at=now - timedelta(days=90))
    assert [(view.aspect, view.outcome.value) for view in page.views] == [
        ("design", "pass"),
        ("implementation", "unknown"),
        ("operation", "fail"),
    ]
    assert page.documents[0].title == "Board minutes"


def test_a_control_is_seen_as_it_was_known_on_a_day(system):
    before = clock.now()
    a_finding("GOV-01", Aspect.DESIGN, Outcome.PASS)
    then = control_page("GOV-01", at=before, from_at=before - timedelta(days=30))
    assert then.views[0].outcome is Outcome.UNKNOWN
    assert then.documents == ()


def test_r83_strong_weak_missing_and_idle_controls_add_up_to_all(system):
    an_answer(a_test_of("IAM-02"), failed=1)
    found = standings(system, at=clock.now())
    table = control_table(system, found.controls)
    assert sum(table.by_strength.values()) == len(table.rows)
    assert {row.line.key for row in table.rows} >= {"IAM-02", "GOV-01"}


def test_r131_controls_are_counted_by_who_performs_them(system):
    counts = control_rows(ControlFilters(), at=clock.now()).everything
    assert sum(counts.by_execution.values()) == counts.total
    for kind, count in counts.by_execution.items():
        assert len(control_rows(ControlFilters(execution=kind), at=clock.now()).rows) == count
    manual = Control.objects.filter(execution="manual")
    assert all(one.automation for one in manual)


def test_r26_a_criterion_names_the_law_that_its_controls_also_support(system):
    now = clock.now()
    page = criterion_page(system, "CC6.1", at=now, from_at=now - timedelta(days=30))
    laws = {group.framework for group in page.crosswalk if group.is_law}
    assert "GDPR" in laws
    assert page.detail.coso_principle is None


def test_r27_a_failing_control_takes_an_item_of_a_law_out_of_what_is_covered(system):
    def counted():
        found = framework_support("gdpr", at=clock.now())
        return {item.criterion.reference: item.coverage for _, items in found.sections for item in items}

    keys = set(
        Control.objects.filter(mappings__family="gdpr", mappings__reference="Art. 32").values_list(
            "key", flat=True
        )
    )
    for key in keys & set(Control.objects.filter(state="adopted").values_list("key", flat=True)):
        a_finding(key, Aspect.IMPLEMENTATION, Outcome.PASS)
    assert counted()["Art. 32"] == "covered"
    a_finding("IAM-01", Aspect.IMPLEMENTATION, Outcome.FAIL)
    assert counted()["Art. 32"] == "partly"


def test_a_criterion_with_an_untested_control_never_shows_a_passing_span(system):
    a_finding("IAM-01", Aspect.IMPLEMENTATION, Outcome.PASS)
    now = clock.now()
    page = criterion_page(system, "CC6.1", at=now, from_at=now - timedelta(days=30))
    assert Outcome.PASS in {span.outcome for span in page.control_spans["IAM-01"]}
    assert {span.outcome for span in page.spans} == {Outcome.UNKNOWN}
