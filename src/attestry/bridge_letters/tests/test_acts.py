"""A letter from its draft to the sealed PDF, and everything that is refused on the way (R144, R1)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.bridge_letters.actions.signing import drop_letter, sign_letter, withdraw_letter
from attestry.bridge_letters.actions.writing import answer_changes, open_letter, review_letter, write_letter
from attestry.bridge_letters.errors import (
    CannotGo,
    CannotReview,
    CannotSign,
    LetterChanged,
    LetterClosed,
    LetterRefused,
    NoReportToBridge,
)
from attestry.bridge_letters.models import BridgeLetter, LetterText, SignedLetter
from attestry.bridge_letters.queries.companion import refuse_unless_signed
from attestry.bridge_letters.queries.letters import gap_days, letters_for, report_age, signed_bytes
from attestry.bridge_letters.rules.change import Answer
from attestry.bridge_letters.rules.state import LetterState
from attestry.bridge_letters.tests import scene as scenes
from attestry.bridge_letters.tests.scene import (
    FROM,
    LATER,
    NEXT,
    UNTIL,
    a_bare_report,
    a_high_issue,
    a_letter,
    a_reviewed_letter,
    a_run,
    again,
    answer_all,
    standing,
)
from attestry.bridge_letters.typesetting import TEMPLATE, pdf_of
from attestry.engagements.models import Engagement
from attestry.evidence.actions import ledger_key
from attestry.evidence.models import Checkpoint
from attestry.evidence.queries import body, entry, store
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken, NotAllowed
from attestry.opinions.actions.withdrawing import withdraw_issued_report
from attestry.people.models import Person
from attestry.reports.rules.disclaimer import OF_A_LETTER


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def signed(scene, letter) -> SignedLetter:
    return sign_letter(scene.officer.actor(), letter, title="Chief Executive")


def test_r144_a_letter_over_five_months_is_warned_of_until_somebody_says_that_they_know(scene):
    with clock.simulated(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        a_run(datetime(2026, 11, 30, 9, tzinfo=UTC))
        days = {
            "from_on": FROM,
            "until_on": date(2026, 11, 30),
            "next_report_on": NEXT,
            "statement": "Moved.",
        }
        letter = open_letter(scene.lead.actor(), scene.report.engagement, **days)
        answer_all(scene, letter)
        (warning,) = standing(letter).against
        assert "153 days, more than the three months that readers usually accept" in warning
        with pytest.raises(CannotGo, match="three months"):
            review_letter(scene.reviewer.actor(), letter)
        write_letter(scene.lead.actor(), letter, **days, acknowledges_length=True)
        review_letter(scene.reviewer.actor(), letter)
        made = signed(scene, letter)
    assert "more than the three months" in text_of(signed_bytes(made))


def test_r144_a_gap_that_does_not_begin_on_the_day_after_the_report_is_refused(scene):
    for day in (date(2026, 6, 30), date(2026, 7, 2), date(2026, 7, 15)):
        with pytest.raises(LetterRefused, match="It begins on 1 Jul 2026") as refusal:
            a_letter(scene, from_on=day)
        assert refusal.value.field == "from_on"
    assert not BridgeLetter.objects.exists()


def test_r144_a_high_issue_that_is_not_disclosed_is_refused(scene):
    issue = a_high_issue()
    letter = a_letter(scene)
    with pytest.raises(LetterRefused, match="disclose it"):
        answer_changes(
            scene.lead.actor(), letter, keys=[f"issue:{issue.pk}"], answer=Answer.EXPLAINED, words="Minor."
        )
    others = [one.change.key for one in standing(letter).unanswered if one.change.key != f"issue:{issue.pk}"]
    answer_changes(scene.lead.actor(), letter, keys=others, answer=Answer.DISCLOSED, words="As told.")
    with pytest.raises(
        CannotGo, match=r"“Backups were never restored” \(open issue rated high\) is not disclosed"
    ):
        review_letter(scene.reviewer.actor(), letter)
    answer_all(scene, letter)
    review_letter(scene.reviewer.actor(), letter)
    late = a_high_issue("Keys are shared")
    with pytest.raises(CannotGo, match="Keys are shared"):
        signed(scene, letter)
    assert standing(letter).state is LetterState.DRAFT
    answer_all(scene, letter)
    review_letter(scene.reviewer.actor(), letter)
    assert late.title in text_of(signed_bytes(signed(scene, letter)))


def test_r144_a_signature_by_somebody_who_is_no_officer_is_refused(scene):
    letter = a_reviewed_letter(scene)
    others = [somebody(name, role) for name, role in (
        ("Ola", Role.OWNER), ("Emp", Role.EMPLOYEE), ("Aud", Role.AUDITOR), ("Adm", Role.ADMINISTRATOR)
    )]  # fmt: skip
    for user in (scene.lead, scene.reviewer, *others):
        with pytest.raises(NotAllowed):
            sign_letter(user.actor(), letter, title="Chief Executive")
    with pytest.raises(CannotSign, match="by a person in their own name"):
        sign_letter(HOUSE, letter, title="Chief Executive")
    assert not SignedLetter.objects.exists()
    made = signed(scene, letter)
    assert (made.signer, made.signer_title) == (scene.officer, "Chief Executive")


def test_r144_an_officer_who_has_left_signs_nothing(scene):
    letter = a_reviewed_letter(scene)
    Person.objects.create(
        email=scene.officer.email, name="Eva", started_on=date(2024, 1, 1), ended_on=date(2026, 8, 1),
        user=scene.officer, recorded_at=clock.now(),
    )  # fmt: skip
    with pytest.raises(CannotSign, match="has left"):
        signed(scene, letter)


def test_r144_a_signed_letter_says_everything_that_a_bridge_letter_holds(scene):
    letter = a_reviewed_letter(scene, limits="It is silent on the office in Ghent.")
    made = signed(scene, letter)
    told = text_of(signed_bytes(made))
    for words in (
        "Payroll 2026", "SOC 2 Type 2", "Doyle & Partners", "from 1 Jan 2026 to 30 Jun 2026",
        "62 days, from 1 Jul 2026, the day after", "to 31 Aug 2026", "We moved on.", "Readers may know.",
        "It is silent on the office in Ghent.", "We expect the next report on 28 Feb 2027",
        "Eva", "Chief Executive", "On the operation: qualified with regard to CC8.1", "Journal",
        made.ledger_root[:20],
    ):  # fmt: skip
        assert words in told, words
    root = Checkpoint.objects.get(size=made.ledger_size)
    assert (root.root, body(entry(made.entry_seq))["digest"]) == (made.ledger_root, made.digest)
    assert Checkpoint.objects.filter(size__gt=made.entry_seq).exists(), "a root stands over the letter itself"
    catalog = PdfReader(BytesIO(signed_bytes(made))).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]


def test_r144_the_companion_is_signed_and_a_change_is_noticed(scene):
    made = signed(scene, a_reviewed_letter(scene))
    refuse_unless_signed(made.companion, ledger_key().verifier)
    forged = {**made.companion, "letter": {**made.companion["letter"], "until": "2026-12-31"}}
    with pytest.raises(Broken):
        refuse_unless_signed(forged, ledger_key().verifier)


def test_r1_the_disclaimer_stands_on_a_letter_with_version_and_date_and_no_template_takes_it_away(
    scene, tmp_path
):
    made = signed(scene, a_reviewed_letter(scene))
    bare = tmp_path / "letter.typ"
    bare.write_text('#import "frame.typ": *\n#let body(facts) = { v(2mm) }\n')
    emptied = pdf_of(made.content, at=clock.now(), template=bare)
    assert bare != TEMPLATE
    for pdf in (signed_bytes(made), emptied):
        told = text_of(pdf)
        assert OF_A_LETTER.words in told
        assert "Disclaimer, version 1 of 27 Nov 2026" in told
        assert "Written and signed by management" in told
        assert "carries no auditor's assurance" in told
        assert OF_A_LETTER.short in told


def test_a_letter_until_a_day_that_is_still_to_come_is_refused(scene):
    with pytest.raises(LetterRefused, match="still to come"):
        a_letter(scene, until_on=LATER.date() + timedelta(days=1))
    assert a_letter(scene, until_on=LATER.date()).pk


def test_a_report_that_was_never_issued_replaced_or_overtaken_is_bridged_by_nothing(scene, examination):
    lead, engagement = scene.lead.actor(), scene.report.engagement
    letter = a_reviewed_letter(scene)
    a_bare_report(examination, version=2, replaces=scene.report, why="A name was misspelt.")
    assert "was replaced" in standing(letter).against[0]
    with pytest.raises(CannotGo, match="was replaced"):
        signed(scene, letter)
    assert a_letter(scene).report.version == 2, "a new letter is about the version that stands"
    Engagement.objects.filter(pk=engagement.pk).update(state="withdrawn")
    with pytest.raises(NoReportToBridge, match="withdrawn"):
        a_letter(scene)
    other = Engagement.objects.get(pk=engagement.pk)
    other.pk, other.until_on, other.state = None, date(2026, 12, 31), "issued"
    other.save()
    with pytest.raises(NoReportToBridge, match="No report"):
        open_letter(lead, other, from_on=date(2027, 1, 1), until_on=date(2027, 1, 2))


def test_a_report_that_the_firm_withdrew_is_bridged_by_nothing(scene, examination):
    letter = a_reviewed_letter(scene)
    other = a_reviewed_letter(scene)
    made = signed(scene, other)
    assert letters_for(scene.report, LATER.date()) == [made]
    withdraw_issued_report(examination.partner.actor(), scene.report, reason="A population was not whole.")
    with pytest.raises(CannotGo, match="The firm withdrew version 1"):
        signed(scene, letter)
    with pytest.raises(NoReportToBridge, match="withdrew"):
        a_letter(scene)
    assert letters_for(scene.report, LATER.date()) == []


def test_the_file_is_sealed_as_it_was_signed(scene):
    made = signed(scene, a_reviewed_letter(scene))
    pdf = signed_bytes(made)
    assert (made.seal["by"], made.seal["stamped_at"]) == ("installation", "")
    assert sha256_hex(pdf[: made.seal["typeset_size"]]) == made.seal["typeset_sha256"]
    assert b"/ETSI.CAdES.detached" in pdf
    told = " ".join(text_of(pdf).split())
    assert "sealed electronically" in told
    assert "It is not the signature of a person." in told
    assert "the firm's signature" not in told


def test_a_newer_report_takes_the_place_of_a_letter(scene, examination):
    letter = a_reviewed_letter(scene)
    newer = Engagement.objects.get(pk=scene.report.engagement_id)
    newer.pk, newer.from_on, newer.until_on = None, date(2026, 7, 1), date(2026, 8, 15)
    newer.save()
    a_bare_report(examination, engagement=newer)
    with pytest.raises(CannotGo, match="A newer report was issued that speaks of the days until 15 Aug 2026"):
        signed(scene, letter)


def test_hostile_a_word_of_an_auditor_is_refused_with_the_word_and_the_field(scene):
    for field in ("statement", "limits"):
        with pytest.raises(LetterRefused, match="“audited” belongs to an auditor") as refusal:
            a_letter(scene, **{field: "All of it was aud\u200bited."})
        assert refusal.value.field == field
    letter = a_letter(scene)
    keys = [one.change.key for one in standing(letter).changes][:1]
    with pytest.raises(LetterRefused, match="“certified”"):
        answer_changes(scene.lead.actor(), letter, keys=keys, answer=Answer.DISCLOSED, words="Now certified.")
    answer_all(scene, letter)
    review_letter(scene.reviewer.actor(), letter)
    with pytest.raises(LetterRefused, match="title"):
        sign_letter(scene.officer.actor(), letter, title="Certified auditor")


def test_a_letter_ends_where_the_evidence_does(scene):
    with clock.simulated(LATER + timedelta(days=5)):
        letter = a_letter(scene, until_on=date(2026, 9, 6))
        answer_all(scene, letter)
        with pytest.raises(CannotGo, match="The evidence reaches to 2 Sep 2026"):
            review_letter(scene.reviewer.actor(), letter)


def test_nobody_says_that_nothing_changed_beside_records_that_say_otherwise(scene):
    a_high_issue()
    letter = a_letter(scene, is_no_material_change=True)
    answer_all(scene, letter)
    with pytest.raises(CannotGo, match="nothing material changed, and the records say otherwise"):
        review_letter(scene.reviewer.actor(), letter)


def test_whoever_wrote_any_of_it_does_not_review_it(scene):
    letter = a_letter(scene)
    answer_all(scene, letter)
    with pytest.raises(CannotReview, match="does not review"):
        review_letter(scene.lead.actor(), letter)
    with pytest.raises(CannotReview, match="something else"):
        review_letter(scene.reviewer.actor(), letter, seen_digest="0" * 64)
    assert review_letter(scene.officer.actor(), letter).by_name == "Eva"


def test_nobody_signs_what_nobody_reviewed_as_it_stands(scene):
    letter = a_letter(scene)
    answer_all(scene, letter)
    with pytest.raises(CannotGo, match="Nobody has reviewed it"):
        signed(scene, letter)
    review_letter(scene.reviewer.actor(), letter)
    write_letter(
        scene.lead.actor(), letter, from_on=FROM, until_on=UNTIL, next_report_on=NEXT, statement="Otherwise."
    )
    assert standing(letter).state is LetterState.DRAFT
    with pytest.raises(CannotGo, match="changed since it was reviewed"):
        signed(scene, letter)


def test_two_who_write_at_once_both_hear_of_it(scene):
    letter = a_letter(scene)
    said = {"from_on": FROM, "until_on": UNTIL, "next_report_on": NEXT}
    write_letter(scene.lead.actor(), letter, **said, statement="One.", seen_version=1)
    with pytest.raises(LetterChanged):
        write_letter(scene.reviewer.actor(), letter, **said, statement="Two.", seen_version=1)
    assert [one.statement for one in LetterText.objects.order_by("version")] == ["We moved on.", "One."]


def test_a_signed_letter_never_changes(scene):
    letter = a_reviewed_letter(scene)
    made = signed(scene, letter)
    said = {"from_on": FROM, "until_on": UNTIL}
    for write in (
        lambda: write_letter(scene.lead.actor(), letter, **said),
        lambda: answer_changes(scene.lead.actor(), letter, keys=["x"], answer=Answer.DISCLOSED, words="x"),
        lambda: review_letter(scene.reviewer.actor(), letter),
        lambda: signed(scene, letter),
        lambda: drop_letter(scene.lead.actor(), letter, reason="x"),
    ):
        with pytest.raises(LetterClosed, match="signed"):
            write()
    for change in (
        lambda: SignedLetter.objects.filter(pk=made.pk).update(signer_name="Somebody else"),
        lambda: SignedLetter.objects.filter(pk=made.pk).delete(),
        lambda: LetterText.objects.update(statement="x"),
        lambda: BridgeLetter.objects.filter(pk=letter.pk).update(made_by="x"),
        lambda: letter.answers.update(words="x"),
        lambda: letter.reviews.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_changed_byte_of_the_sealed_file_is_noticed(scene, settings):
    made = signed(scene, a_reviewed_letter(scene))
    path = next(settings.HOME.root.rglob(made.digest[2:]))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Broken, match="not what was signed"):
        signed_bytes(made)
    assert store()


def test_a_letter_is_withdrawn_with_a_reason_and_stands_for_nothing_any_more(scene):
    letter = a_reviewed_letter(scene)
    made = signed(scene, letter)
    today = LATER.date()
    assert letters_for(scene.report, today) == [made]
    with pytest.raises(LetterRefused, match="reason"):
        withdraw_letter(scene.officer.actor(), letter, reason=" ")
    with pytest.raises(NotAllowed):
        withdraw_letter(scene.lead.actor(), letter, reason="Wrong.")
    withdraw_letter(scene.officer.actor(), letter, reason="An incident came to light.")
    assert letters_for(scene.report, today) == []
    assert scenes.again(letter).signed == made, "what was signed stays"
    with pytest.raises(LetterClosed, match="withdrawn"):
        withdraw_letter(scene.officer.actor(), letter, reason="Again.")


def test_a_draft_is_given_up_by_whoever_keeps_it(scene):
    letter = a_letter(scene)
    drop_letter(scene.lead.actor(), letter, reason="The report comes sooner.")
    with pytest.raises(LetterClosed, match="withdrawn"):
        write_letter(scene.lead.actor(), letter, from_on=FROM, until_on=UNTIL)


def test_r141_days_of_which_nobody_speaks_are_counted_and_a_letter_makes_none_of_them_audited(scene):
    report = scene.report
    on = date(2026, 10, 8)
    assert (gap_days(report, on), report_age(report, on)) == (100, 100)
    signed(scene, a_reviewed_letter(scene))
    assert gap_days(report, date(2026, 7, 31)) == 31, "it was not signed yet on that day"
    assert (gap_days(report, on), report_age(report, on)) == (38, 100)
    assert gap_days(report, date(2026, 6, 1)) == 0


def test_every_act_stands_in_the_journal_with_its_letter(scene):
    letter = a_reviewed_letter(scene)
    made = signed(scene, letter)
    acts = [one.act for one in JournalEntry.objects.filter(subject=again(letter).subject)]
    assert acts == [f"bridge_letters.{verb}" for verb in ("keep", "keep", "review", "sign")]
    last = JournalEntry.objects.filter(act="bridge_letters.sign").last()
    assert last.after["signed"] == made.digest


@pytest.mark.parametrize("role", [Role.OWNER, Role.EMPLOYEE, Role.AUDITOR, Role.EXECUTIVE])
def test_only_those_who_keep_letters_write_them(scene, role):
    user = somebody("Other", role)
    with pytest.raises(NotAllowed):
        open_letter(user.actor(), scene.report.engagement, from_on=FROM, until_on=UNTIL)
