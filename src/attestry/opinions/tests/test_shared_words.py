"""Words that stand elsewhere are told without naming an engagement that whoever reads may not know of."""

from __future__ import annotations

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.descriptions.actions.writing import write_passage
from attestry.descriptions.models import Passage
from attestry.engagements.actions.firms import keep_firm
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.staffing import join_team
from attestry.engagements.models import Engagement
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.side import Duty
from attestry.opinions.queries import tested
from attestry.opinions.queries.whole import whole_of
from attestry.opinions.tests.whole import ready, today
from attestry.workpapers.models import Conclusion, Workpaper


def the_next(scene, firm):
    """A Type 1 of the same system, by a firm of which Zoe is the partner."""
    made = plan_engagement(
        scene.lead.actor(), scene.engagement.system, kind=EngagementKind.SOC_2_TYPE_1, title="Later",
        until_on=today(), firm=firm,
    )  # fmt: skip
    partner = somebody("Zoe", Role.AUDITOR)
    join_team(scene.lead.actor(), made, partner, duty=Duty.PARTNER)
    return made, partner


def the_same_conclusion(scene, engagement):
    """A paper of the other engagement that is concluded in the words of the first."""
    first = Conclusion.objects.filter(workpaper__engagement=scene.engagement).last()
    paper = Workpaper.objects.create(
        engagement=engagement, control=first.workpaper.control, aspect="design", opened_by="x",
        opened_at=first.at,
    )  # fmt: skip
    Conclusion.objects.create(
        workpaper=paper, version=1, verdict=first.verdict, words=first.words, entries=first.entries,
        newest_evidence_at=first.newest_evidence_at, by=first.by, by_name="x", at=first.at, salt="",
        digest="",
    )  # fmt: skip


def test_a_description_that_is_copied_is_marked_and_another_firm_is_told_no_name(
    client, examination, tmp_path
):
    ready(examination, tmp_path)
    after, partner = the_next(examination, keep_firm(examination.lead.actor(), name="Another & Co"))
    text = Passage.objects.filter(engagement=examination.engagement, criterion=1).last().text
    write_passage(examination.lead.actor(), after, criterion=1, text=text)
    [like] = [one for one in whole_of(after, report_on=today(), today=today()).likeness if one.share > 0.5]
    assert like.source == "another description"
    for user, is_named in ((partner, False), (examination.lead, True)):
        client.force_login(user)
        page = client.get(f"/engagements/{after.pk}/description/").content.decode()
        assert "of it stands word for word in" in page
        assert (examination.engagement.title in page) is is_named


def test_words_of_a_conclusion_are_looked_for_among_the_same_firms_engagements_alone(examination, tmp_path):
    ready(examination, tmp_path)
    other, _ = the_next(examination, keep_firm(examination.lead.actor(), name="Another & Co"))
    the_same_conclusion(examination, other)
    assert {one.copied_from for one in tested.tests_of(other)} == {""}
    Engagement.objects.filter(pk=other.pk).update(firm=examination.engagement.firm_id)
    found = {one.copied_from for one in tested.tests_of(Engagement.objects.get(pk=other.pk))}
    assert found == {"another engagement of the firm"}
