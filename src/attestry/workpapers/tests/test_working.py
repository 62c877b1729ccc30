"""A control is tested step by step, by one of the firm and reviewed by another, from sealed evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from attestry.accounts.tests.people import HOUSE
from attestry.controls.models import Control
from attestry.engagements.errors import BehindTheWall
from attestry.engagements.models import Engagement
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.kit.salted import commitment
from attestry.populations.actions.adding import extend_sample
from attestry.populations.rules.state import Origin
from attestry.populations.tests.changes import (
    a_frozen_population,
    a_population,
    change_rows,
    frozen,
    handed_in,
    sealed_changes,
)
from attestry.workpapers.actions.concluding import conclude, review_conclusion
from attestry.workpapers.actions.opening import bind_population, open_workpaper, open_workpapers
from attestry.workpapers.actions.writing import mark_item, note_work, write_procedure
from attestry.workpapers.errors import (
    CannotConclude,
    NoOperationInType1,
    OwnReview,
    WorkIsOver,
    WorkRefused,
)
from attestry.workpapers.models import Conclusion, ItemMark, Workpaper
from attestry.workpapers.queries.grounds import grid_tally
from attestry.workpapers.queries.listing import paper_lines
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.rules.grid import Mark
from attestry.workpapers.tests.papers import (
    a_paper,
    a_sampled_paper,
    an_entry,
    drawn,
    inquire,
    inspect,
    items_of,
    mark_all,
)


def test_r73_a_control_is_tested_from_the_plan_to_the_review_and_every_step_has_author_and_time(
    examination, control, tmp_path
):
    paper = a_sampled_paper(examination, control, tmp_path)
    mark_all(examination, paper)
    made = conclude(
        examination.auditor.actor(),
        paper,
        verdict=Verdict.EFFECTIVE,
        words="Three changes read.",
        entries=[an_entry().seq],
    )
    review = review_conclusion(examination.partner.actor(), made, stands=True)
    for row in (*paper.procedures.all(), *paper.marks.all(), made, review):
        assert (row.by_name, row.at) in {("Ada", NOW), ("Pat", NOW)}
    assert paper.population.freeze.frozen_by == "Ada"
    assert paper.population.sample.drawn_by == "Ada"


def test_r93_an_operating_result_is_refused_in_a_type_1(db):
    with clock.simulated(NOW):
        scene = an_examination(kind=EngagementKind.SOC_2_TYPE_1)
        control = _control("CHG-02")
        with pytest.raises(NoOperationInType1):
            open_workpaper(scene.auditor.actor(), scene.engagement, control, aspect=Aspect.OPERATION)
        opened = open_workpapers(scene.auditor.actor(), scene.engagement, keys=["CHG-02"])
        assert [one.aspect for one in opened] == ["design"]
        # What is posted past the act's first door meets the second one.
        smuggled = Workpaper.objects.create(
            engagement=scene.engagement, control=control, aspect="operation", opened_by="x", opened_at=NOW
        )
        handed_in(change_rows(3))
        with pytest.raises(NoOperationInType1):
            conclude(
                scene.auditor.actor(), smuggled, verdict=Verdict.EFFECTIVE, words="It ran.",
                entries=[an_entry().seq],
            )  # fmt: skip
        assert not Conclusion.objects.exists()


def test_r101_with_interviews_alone_nothing_is_effective_and_an_inspection_changes_that(examination, control):
    handed_in(change_rows(3))
    paper = a_paper(examination, control)
    inquire(examination, paper)

    def effective():
        return conclude(
            examination.auditor.actor(), paper, verdict=Verdict.EFFECTIVE, words="Asked.",
            entries=[an_entry().seq],
        )  # fmt: skip

    with pytest.raises(CannotConclude, match="nothing but inquiry"):
        effective()
    inspect(examination, paper)
    assert effective().verdict == "effective"


def test_r101_an_interview_says_who_in_which_role_when_what_and_the_answer(examination, control):
    paper = a_paper(examination, control)
    for field in ("who", "role", "when", "question", "answer"):
        with pytest.raises(WorkRefused) as refusal:
            inquire(examination, paper, **{field: " "})
        assert refusal.value.field == field


def test_r102_an_inspection_and_a_reperformance_are_kept_and_the_grid_lists_attributes_by_item(
    examination, control, tmp_path
):
    paper = a_sampled_paper(examination, control, tmp_path)
    said = {
        "inputs": "The approvals of June",
        "own_result": "41 of 41",
        "recorded_result": "41 of 41",
        "difference": "None",
    }
    with pytest.raises(WorkRefused, match="Name the entry"):
        note_work(examination.auditor.actor(), paper, nature=Nature.REPERFORMANCE, said=said)
    note_work(
        examination.auditor.actor(), paper, nature=Nature.REPERFORMANCE, said=said, entry_seq=an_entry().seq
    )
    inspect(examination, paper)
    mark_all(examination, paper)
    kept = {(mark.item_id, mark.attribute) for mark in paper.marks.all()}
    assert kept == {(item.pk, letter) for item in items_of(paper) for letter in "AB"}
    assert paper.notes.get(nature="reperformance").said == said


def test_a_conclusion_without_evidence_is_refused(examination, control):
    paper = a_paper(examination, control)
    with pytest.raises(CannotConclude, match="no evidence is cited; no work is written down"):
        conclude(examination.auditor.actor(), paper, verdict=Verdict.NOT_EFFECTIVE, words="Bad.")


def test_a_conclusion_is_younger_than_its_evidence_in_the_database_itself(examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    mark_all(examination, paper)
    said = {
        "workpaper": paper,
        "version": 1,
        "verdict": "effective",
        "words": "x",
        "by": examination.auditor,
        "by_name": "Ada",
        "at": NOW,
        "salt": "",
        "digest": "",
    }
    for wrong in ({"entries": [1], "newest_evidence_at": NOW + timedelta(seconds=1)}, {"entries": []}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Conclusion.objects.create(**said, **wrong)


def test_a_grid_with_an_open_cell_is_not_concluded_on(examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    first = items_of(paper)[0]
    mark_item(examination.auditor.actor(), paper, first, marks={"A": Mark.PASS}, entry_seq=an_entry().seq)
    assert (grid_tally(paper).items, grid_tally(paper).open_cells) == (3, 5)
    with pytest.raises(CannotConclude, match="5 cells"):
        conclude(
            examination.auditor.actor(), paper, verdict=Verdict.EFFECTIVE, words="x",
            entries=[an_entry().seq],
        )  # fmt: skip


def test_a_population_of_none_is_not_tested_and_never_effective(examination, control):
    empty = frozen(
        examination,
        a_population(
            examination, handed_in(change_rows(1)), origin=Origin.DOCUMENT, table="", filters="system = none",
            item_column="change_id",
        ),
    )  # fmt: skip
    paper = bind_population(examination.auditor.actor(), a_paper(examination, control), empty)
    inspect(examination, paper)
    with pytest.raises(CannotConclude, match="did not have to operate"):
        conclude(
            examination.auditor.actor(), paper, verdict=Verdict.EFFECTIVE, words="x",
            entries=[an_entry().seq],
        )  # fmt: skip
    made = conclude(
        examination.auditor.actor(), paper, verdict=Verdict.NOT_TESTED, words="No change of that kind."
    )
    assert made.verdict == "not_tested"


def test_a_deviation_is_counted_once_an_item_and_is_described(examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    item = items_of(paper)[0]
    with pytest.raises(WorkRefused, match="Say what deviates"):
        mark_item(
            examination.auditor.actor(), paper, item, marks={"A": Mark.FAIL, "B": Mark.FAIL},
            entry_seq=an_entry().seq,
        )  # fmt: skip
    mark_item(
        examination.auditor.actor(), paper, item, marks={"A": Mark.FAIL, "B": Mark.FAIL},
        words="Approved by its author, afterwards.", entry_seq=an_entry().seq,
    )  # fmt: skip
    assert grid_tally(paper).deviating == 1


def test_a_mark_that_changes_leaves_the_earlier_one_where_it_was(examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    item = items_of(paper)[0]
    for mark, words in ((Mark.FAIL, "No approval."), (Mark.PASS, "")):
        mark_item(
            examination.auditor.actor(), paper, item, marks={"A": mark}, words=words,
            entry_seq=an_entry().seq,
        )  # fmt: skip
    assert [one.mark for one in paper.marks.filter(attribute="A").order_by("pk")] == ["fail", "pass"]
    assert grid_tally(paper).deviating == 0


def test_an_item_of_another_sample_and_an_unknown_attribute_are_refused(examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    other = a_paper(examination, _control("CHG-03"))
    with pytest.raises(WorkRefused, match="not in the paper's sample"):
        mark_item(
            examination.auditor.actor(), other, items_of(paper)[0], marks={"A": Mark.PASS},
            entry_seq=an_entry().seq,
        )  # fmt: skip
    with pytest.raises(WorkRefused, match="The attributes are A, B"):
        mark_item(
            examination.auditor.actor(), paper, items_of(paper)[0], marks={"Z": Mark.PASS},
            entry_seq=an_entry().seq,
        )  # fmt: skip


def test_attributes_that_items_are_marked_by_stay(examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    mark_all(examination, paper)
    with pytest.raises(WorkRefused, match="only add further ones"):
        write_procedure(
            examination.auditor.actor(), paper, text="Anew.", natures=[Nature.INSPECTION],
            attributes=["Another thing"], reason="Better so.",
        )  # fmt: skip


def test_only_a_frozen_list_of_the_same_engagement_is_tested(examination, control, tmp_path):
    paper = a_paper(examination, control)
    loose = a_population(examination, sealed_changes(tmp_path, change_rows(4)))
    with pytest.raises(WorkRefused, match="Freeze the list first"):
        bind_population(examination.auditor.actor(), paper, loose)


def test_who_worked_on_a_paper_does_not_review_it(examination, control):
    handed_in(change_rows(2))
    paper = a_paper(examination, control)
    inspect(examination, paper)
    note_work(
        examination.senior.actor(), paper, nature=Nature.OBSERVATION,
        said={"who": "Bo", "when": "Today", "place": "Berlin", "seen": "He approved one."},
    )  # fmt: skip
    made = conclude(
        examination.auditor.actor(), paper, verdict=Verdict.EFFECTIVE, words="Read.",
        entries=[an_entry().seq],
    )  # fmt: skip
    with pytest.raises(OwnReview, match="Sam worked"):
        review_conclusion(examination.senior.actor(), made, stands=True)
    with pytest.raises(BehindTheWall):
        review_conclusion(examination.auditor.actor(), made, stands=True)
    with pytest.raises(WorkRefused, match="what is wanting"):
        review_conclusion(examination.partner.actor(), made, stands=False)
    assert review_conclusion(examination.partner.actor(), made, stands=False, words="Which rule?").pk
    again = conclude(
        examination.auditor.actor(), paper, verdict=Verdict.EFFECTIVE, words="The rule of main.",
        entries=[an_entry().seq], reason="The review asked.",
    )  # fmt: skip
    assert again.version == 2


def test_management_the_house_and_the_operator_write_nothing(examination, control):
    paper = a_paper(examination, control)
    for actor in (examination.lead.actor(), examination.executive.actor(), HOUSE):
        with pytest.raises(NotAllowed):
            write_procedure(actor, paper, text="Mine.", natures=[Nature.INSPECTION], reason="x")
        with pytest.raises(NotAllowed):
            conclude(actor, paper, verdict=Verdict.EFFECTIVE, words="Fine.")
    assert paper.procedures.count() == 1


def test_the_journal_holds_digests_and_not_a_word(examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    item = items_of(paper)[0]
    mark_item(
        examination.auditor.actor(), paper, item, marks={"A": Mark.FAIL}, words="CANARY-MARK",
        entry_seq=an_entry().seq,
    )  # fmt: skip
    inquire(examination, paper, answer="CANARY-ANSWER")
    told = " ".join(map(str, JournalEntry.objects.values_list("subject", "after")))
    assert "CANARY" not in told
    assert "Read each change" not in told
    assert item.item_id not in told
    kept = ItemMark.objects.get()
    assert kept.digest in told
    said = {
        "item": item.item_id, "attribute": "A", "mark": "fail", "words": "CANARY-MARK",
        "entry": kept.entry_id,
    }  # fmt: skip
    assert commitment(said, kept.salt) == kept.digest


def test_an_issued_engagement_s_papers_stay_as_they_are(examination, control):
    paper = a_paper(examination, control)
    Engagement.objects.filter(pk=examination.engagement.pk).update(state="issued")
    with pytest.raises(WorkIsOver):
        inquire(examination, paper)


def test_papers_are_opened_for_every_control_in_use_once(examination, control):
    first = open_workpapers(examination.auditor.actor(), examination.engagement)
    assert {one.control.key for one in first} >= {"CHG-02"}
    assert len(first) % 2 == 0
    assert open_workpapers(examination.auditor.actor(), examination.engagement) == []


def test_a_paper_that_changes_after_its_conclusion_is_concluded_anew_before_anybody_lets_it_stand(
    examination, control, tmp_path
):
    paper = a_sampled_paper(examination, control, tmp_path)
    mark_all(examination, paper)

    def effective(**more):
        return conclude(
            examination.auditor.actor(), paper, verdict=Verdict.EFFECTIVE, words="Read.",
            entries=[an_entry().seq], **more,
        )  # fmt: skip

    made = effective()
    with clock.simulated(NOW + timedelta(hours=1)):
        mark_item(
            examination.auditor.actor(), paper, items_of(paper)[0], marks={"A": Mark.FAIL}, words="Late.",
            entry_seq=an_entry().seq,
        )  # fmt: skip
        assert states(examination) == ["outdated"]
        with pytest.raises(WorkRefused, match="changed after it"):
            review_conclusion(examination.partner.actor(), made, stands=True)
    with clock.simulated(NOW + timedelta(hours=2)):
        again = effective(reason="An item deviates.")
        review_conclusion(examination.partner.actor(), again, stands=True)
        assert states(examination) == ["reviewed"]
    with clock.simulated(NOW + timedelta(hours=3)):
        extend_sample(examination.auditor.actor(), paper.population.sample, count=1, reason="It deviates.")
        assert states(examination) == ["outdated"]


def states(scene):
    return [one.state for one in paper_lines(scene.engagement)]


def test_a_sample_that_is_drawn_later_fills_the_grid(examination, control, tmp_path):
    population = a_frozen_population(examination, tmp_path, count=6)
    paper = bind_population(examination.auditor.actor(), a_paper(examination, control), population)
    assert grid_tally(paper).items == 0
    drawn(examination, population, size=2)
    assert grid_tally(paper).open_cells == 4


def _control(key):
    return Control.objects.get(key=key)
