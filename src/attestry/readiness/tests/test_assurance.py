"""How much is behind the program: depth with an honest denominator, paper beside outcome, and the trend."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from attestry import pipeline
from attestry.control_tests.actions.setting import set_parameters
from attestry.controls.actions.adopting import adopt_control, retire_control
from attestry.controls.actions.writing import add_control
from attestry.controls.models import Control, ControlCategory
from attestry.controls.tests.samples import text
from attestry.effectiveness.rules.status import Depth
from attestry.effectiveness.rules.trend import Direction
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.scene import client_of, world  # noqa: F401
from attestry.effectiveness.tests.world import FIRST, HOUSE, NOW, write_lists
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock
from attestry.readiness.queries.assurance import assurance
from attestry.scope.models import System

pytestmark = pytest.mark.django_db

LEAVERS = "files-leaver-accounts-disabled"
ENDED = NOW + timedelta(days=40)


def found(*, at=NOW, days=30):
    return assurance(System.objects.get(), from_at=at - timedelta(days=days), at=at)


def observed(world, at, *, dan="works"):
    """Read the lists and ask the tests at an instant; Dan works, has left, or has left and is gone."""
    with clock.simulated(at):
        write_lists(world.folder, at, people=4, ada_lacks=False)
        with (world.folder / "people.csv").open() as stream:
            rows = [{**row, "ended_on": ""} for row in csv.DictReader(stream)]
        if dan != "works":
            rows[3].update(is_active="no", ended_on=f"{NOW + timedelta(days=1):%Y-%m-%d}")
        written(world.folder / "people.csv", rows)
        if dan == "gone":
            with (world.folder / "accounts.csv").open() as stream:
                accounts = list(csv.DictReader(stream))
            accounts[3]["is_active"] = "no"
            written(world.folder / "accounts.csv", accounts)
        pipeline.collect(HOUSE, progress=lambda _: None)
        pipeline.test(HOUSE, progress=lambda _: None)


def written(path, rows):
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def perfect_paper(world):
    """Every control in scope is owned, and a document was handed in for it."""
    keys = list(Control.objects.filter(state="adopted").values_list("key", flat=True))
    Control.objects.filter(key__in=keys).update(owner=world.owner)
    with clock.simulated(NOW):
        hand_in_document(
            world.owner.actor(),
            io.BytesIO(b"Everything is in order."),
            filename="binder.txt",
            title="Binder",
            period_from=FIRST,
            period_until=NOW,
            controls=tuple(keys),
        )


def slow_removal(world):
    """Dan leaves, and keeps an account for weeks."""
    for days in (2, 10, 20, 30):
        observed(world, NOW + timedelta(days=days), dan="left")
    observed(world, ENDED - timedelta(hours=2), dan="gone")


def test_every_control_in_scope_is_in_the_denominator_whether_or_not_it_is_in_use(world):
    before = found()
    retire_control(HOUSE, Control.objects.get(key="IAM-02"), reason="Not performed.")
    after = found()
    assert len(after.rows) == len(before.rows)
    assert after.in_use == before.in_use - 1
    assert sum(map(len, after.by_depth.values())) == after.in_use
    for one in after.criteria:
        assert sum(one.by_depth.values()) == one.total == one.automation.total


def test_r132_the_automation_ratio_of_a_criterion_counts_all_controls_in_scope_and_a_manual_one_lowers_it(
    world,
):
    def of(reference):
        return next(one.automation for one in found().criteria if one.standing.reference == reference)

    before = of("CC6.4")
    retire_control(HOUSE, Control.objects.filter(mappings__reference="CC6.4").first(), reason="No.")
    assert of("CC6.4") == before
    adopt_control(HOUSE, add_control(HOUSE, text(), key="OWN-1", category=ControlCategory.objects.first()))
    after = of("CC6.4")
    assert (after.total, after.automated) == (before.total + 1, before.automated)
    assert (after.share or 0) <= (before.share or 0)


def test_a_population_that_was_not_seen_on_a_day_is_not_seen_over_the_period(world):
    four_days, last_day = found(days=3), found(days=1)
    assert "IAM-02" in {one.key for one in four_days.by_depth[Depth.POPULATION]}
    assert "IAM-02" in {one.key for one in last_day.by_depth[Depth.POPULATION_OVER_PERIOD]}


def test_r135_perfect_paper_beside_slow_leaver_removal_is_flagged_with_both_numbers(world, client_of):
    perfect_paper(world)
    slow_removal(world)
    answer = found(at=ENDED, days=45)
    assert answer.paper.share == 1
    assert answer.trends.now.promises.share < 0.7
    assert answer.diverges
    with clock.simulated(ENDED):
        page = said(client_of(world.lead).get("/assurance/?days=90"))
    assert "Much paper, little outcome" in page
    assert "100% of what paper asks for is there" in page
    assert "of the failures were put right in the promised time" in page


def test_r135_slow_removal_without_the_paper_is_not_called_a_divergence(world):
    slow_removal(world)
    answer = found(at=ENDED, days=45)
    assert answer.trends.now.promises.broken
    assert not answer.diverges


def test_r136_two_periods_show_the_trend_and_its_direction_on_an_unchanged_definition(world):
    middle = NOW + timedelta(days=20)
    observed(world, NOW + timedelta(hours=1))
    observed(world, NOW + timedelta(hours=4))
    for hours in (1, 5, 9):
        observed(world, middle + timedelta(hours=hours), dan="left")
    trends = found(at=middle + timedelta(days=1), days=20).trends
    went = {one.name: one.direction for one in trends.trends}
    assert went["failing_time"] is Direction.WORSE
    assert not trends.definitions.reworded
    assert trends.definitions.joined == ()


def test_r136_a_threshold_set_anew_marks_the_definition_as_changed(world):
    before = found(days=2).trends.definitions
    with clock.simulated(NOW - timedelta(hours=2)):
        set_parameters(HOUSE, LEAVERS, {"days": 3})
    after = found(days=2).trends.definitions
    assert LEAVERS not in before.reworded
    assert LEAVERS in after.reworded
    assert after.is_changed


def test_r136_a_period_that_is_over_gives_the_same_whenever_it_is_asked(world):
    before = found(days=3).trends.now
    slow_removal(world)
    assert found(days=3).trends.now == before


def test_the_page_says_what_the_index_was_computed_over_and_links_to_the_controls(world, client_of):
    answer = client_of(world.lead).get("/assurance/?days=30")
    page = said(answer)
    assert "Checkbox index" in page
    assert "Not measured" in page
    assert "signals could not be measured and count for nothing, neither as good nor as bad" in page
    assert 'href="/controls/GOV-01/' in answer.content.decode()
    assert "depth=population" in answer.content.decode()
    assert answer.content.decode().count('href="/exposure/?days=30"') == 2


def test_the_list_of_controls_is_narrowed_by_what_they_stand_on(world, client_of):
    page = client_of(world.lead).get("/controls/?depth=population").content.decode()
    assert "/controls/IAM-02/" in page
    assert "/controls/GOV-01/" not in page


def test_a_controls_page_shows_its_depth_its_index_and_the_moment_that_was_asked(world, client_of):
    client = client_of(world.lead)
    page = said(client.get("/controls/IAM-02/"))
    assert "where 0 is healthy" in page
    assert "not measured" in page
    assert "What was learned later" not in page
    for address in ("/controls/IAM-02/", "/criteria/CC6.1/"):
        then = said(client.get(f"{address}?as_of=2026-03-12&known_on=2026-03-12"))
        assert "as known on" in then
        assert "What was learned later" in then
    assert "It was adopted then, since 9 Mar 2026" in said(client.get("/controls/IAM-02/?as_of=2026-03-12"))
    before = said(client.get("/controls/IAM-02/?as_of=2026-03-01"))
    assert "Nobody had taken it into use then" in before


def test_the_page_costs_the_same_queries_however_much_there_is(
    world,
    client_of,
    django_assert_max_num_queries,
):
    client = client_of(world.lead)
    with django_assert_max_num_queries(70) as first:
        client.get("/assurance/")
    perfect_paper(world)
    with django_assert_max_num_queries(len(first) + 2):
        client.get("/assurance/")
