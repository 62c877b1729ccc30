"""Days, words and claims of a letter, as pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.bridge_letters.rules.change import Answer, Answered, Change, ChangeKind, Given, Source, answered
from attestry.bridge_letters.rules.coverage import (
    begins_on,
    days_of,
    days_without_word,
    is_long,
    length_warning,
    longest_until,
    wrong_days,
)
from attestry.bridge_letters.rules.objections import Draft, objections, overclaims
from attestry.bridge_letters.rules.state import LetterState, state_of
from attestry.bridge_letters.rules.wording import borrowed_words

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
CHANGE = Change("control:CHG-02", ChangeKind.CONTROL, "CHG-02 Reviews", "Edited.", date(2026, 7, 9),
                (Source("journal", "40"),))  # fmt: skip
ISSUE = replace(CHANGE, key="issue:1", kind=ChangeKind.ISSUE, title="No restore was ever tried",
                must_be_disclosed=True, bars_no_change=True)  # fmt: skip
INCIDENT = replace(CHANGE, key="incident:1", kind=ChangeKind.INCIDENT, title="Odd sign-ins")
UNSEEN = replace(CHANGE, key="unseen:X", kind=ChangeKind.UNSEEN, title="X", bars_no_change=True)
DRAFT = Draft(
    report_until_on=date(2026, 6, 30),
    superseded="",
    from_on=date(2026, 7, 1),
    until_on=date(2026, 8, 31),
    next_report_on=date(2027, 2, 28),
    is_no_material_change=False,
    statement="We moved to another office.",
    limits="",
    acknowledges_length=False,
    changes=(),
    reaches_on=date(2026, 9, 1),
)
TODAY = date(2026, 9, 2)


def said(change, answer=Answer.DISCLOSED, words="Readers may know."):
    return Answered(change, Given(answer, words, change.digest(), "Lea"), was_given=True)


def against(**more):
    return " ".join(objections(replace(DRAFT, **more), today=TODAY))


@given(DAYS, st.integers(-400, 400), st.integers(-400, 400), st.integers(0, 400))
def test_a_letter_begins_on_one_day_alone_and_ends_on_a_day_that_is_over(ended, start, length, later):
    first, today = begins_on(ended), ended + timedelta(days=later)
    from_on = first + timedelta(days=start)
    until_on = from_on + timedelta(days=length)
    wrong = wrong_days(ended, from_on, until_on, today=today)
    assert ("from_on" in wrong) == (start != 0)
    assert ("until_on" in wrong) == (until_on > today or until_on < from_on)


@given(DAYS)
def test_three_months_are_not_long_and_a_day_more_is(first):
    last = longest_until(first)
    assert 89 <= days_of(first, last) <= 92
    assert not is_long(first, last)
    assert length_warning(first, last) == ""
    assert is_long(first, last + timedelta(days=1))
    assert "three months" in length_warning(first, last + timedelta(days=1))


@given(DAYS, st.none() | DAYS, DAYS)
def test_days_of_which_nobody_speaks_are_never_below_nothing_and_a_letter_never_adds_to_them(
    ended, until, on
):
    left = days_without_word(ended, until, on=on)
    assert 0 <= left <= max((on - ended).days, 0)
    if until and until >= on:
        assert left == 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Our controls were audited by others.", "audited"),
        ("We are SOC 2 certified.", "certified"),
        ("This gives reasonable ASSURANCE.", "assurance"),
        ("We attest that all is well.", "attest"),
        ("We guarantee it.", "guarantee"),
        ("It was independently verified.", "independently verified"),
        ("We hold a SOC 2 certificate.", "soc 2 certificate"),
        ("An unqualified opinion was given.", "unqualified opinion"),
        ("a u d i t e d", "audited"),
        ("au-dited", "audited"),
        ("a.u.d.i.t.e.d", "audited"),
        ("aud\u200bited", "audited"),
        ("aud\u00adited", "audited"),
        ("\uff41\uff55\uff44\uff49\uff54\uff45\uff44", "audited"),
        ("\u0430udited", "audited"),
        ("\u00e1ud\u00eeted", "audited"),
        ("aud1ted", "audited"),
        ("c3rtified", "certified"),
        ("zertifiziert", "zertifiziert"),
        ("auditado", "auditado"),
    ],
)
def test_hostile_a_word_that_belongs_to_an_auditor_is_named_however_it_is_written(text, word):
    assert word in borrowed_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "These days are unaudited.", "We rotated TLS certificates.", "Attestry holds the records.",
        "The auditor will come in March.", "We are sure of it.", "A quality team was set up.",
        "Die Prüfung folgt.", "Заявление руководства.", "Ein Audit ist geplant.",
    ],
)  # fmt: skip
def test_honest_words_are_left_alone(text):
    assert borrowed_words(text) == ()


def test_hostile_a_word_that_mixes_alphabets_is_refused_as_it_stands():
    assert "veri\u0444ied" in borrowed_words("It was veri\u0444ied.")


@given(st.text(max_size=300))
def test_no_text_at_all_breaks_the_check_of_words(text):
    borrowed_words(text)


@given(st.sampled_from(["audited", "certified", "assurance"]), st.data())
def test_hidden_characters_anywhere_hide_nothing(word, data):
    place = data.draw(st.integers(1, len(word) - 1))
    hidden = data.draw(st.sampled_from(["\u200b", "\u00ad", "\u2060", "\ufeff", "\u0301"]))
    assert word in borrowed_words(f"It is {word[:place]}{hidden}{word[place:]}.")


def test_a_letter_with_nothing_against_it_may_go():
    assert against() == ""
    assert against(changes=(said(CHANGE), said(ISSUE))) == ""


def test_a_long_letter_goes_only_when_that_is_known():
    long = {"until_on": date(2026, 12, 31), "reaches_on": date(2027, 1, 1)}
    found = objections(replace(DRAFT, **long), today=date(2027, 1, 2))
    assert any("three months" in one for one in found)
    assert objections(replace(DRAFT, **long, acknowledges_length=True), today=date(2027, 1, 2)) == ()


def test_a_letter_says_no_more_than_the_evidence_reaches():
    assert "no evidence of these days" in against(reaches_on=None)
    assert "reaches to 30 Aug 2026 and the letter to 31 Aug 2026" in against(reaches_on=date(2026, 8, 30))
    assert against(reaches_on=date(2026, 8, 31)) == ""


def test_each_change_is_answered_and_a_high_issue_is_disclosed():
    assert "neither disclosed nor explained" in against(changes=(Answered(CHANGE, None),))
    assert against(changes=(said(CHANGE, Answer.EXPLAINED),)) == ""
    assert "is not disclosed" in against(changes=(Answered(ISSUE, None),))
    assert "is not disclosed" in against(changes=(said(ISSUE, Answer.EXPLAINED),))


def test_an_answer_to_something_else_is_none():
    given_ = {CHANGE.key: Given(Answer.DISCLOSED, "x", CHANGE.digest(), "Lea")}
    assert answered((CHANGE,), given_)[0].is_disclosed
    grown = replace(CHANGE, words="Edited twice.")
    (one,) = answered((grown,), given_)
    assert one.given is None
    assert "changed after it was answered" in against(changes=(one,))


def test_nobody_says_that_nothing_changed_beside_what_did():
    claims = {"is_no_material_change": True, "statement": ""}
    assert against(**claims) == ""
    assert against(**claims, changes=(said(CHANGE, Answer.EXPLAINED),)) == ""
    assert "the records say otherwise: CHG-02 Reviews" in against(**claims, changes=(said(CHANGE),))
    assert "say otherwise: X" in against(**claims, changes=(said(UNSEEN, Answer.EXPLAINED),))


@pytest.mark.parametrize(
    ("statement", "changes", "words"),
    [
        ("There were no material changes.", (said(CHANGE),), "no material changes"),
        ("Nothing of note changed.", (said(CHANGE),), "Nothing of note changed"),
        ("There was no security incident.", (said(INCIDENT, Answer.EXPLAINED),), "no security incident"),
        ("No breaches.", (said(INCIDENT, Answer.EXPLAINED),), "No breaches"),
        ("All our controls operate.", (said(UNSEEN),), "All our controls"),
        ("Controls operated effectively.", (said(UNSEEN),), "Controls operated effectively"),
    ],
)
def test_a_statement_that_says_more_than_the_records_bear_is_named(statement, changes, words):
    ((found, _),) = overclaims(statement, changes)
    assert found == words
    assert f"The statement says “{words}”" in against(statement=statement, changes=changes)
    assert overclaims(statement, ()) == ()


def test_a_letter_says_something_and_when_the_next_report_comes():
    assert "neither what changed nor" in against(statement="")
    assert "next report is expected" in against(next_report_on=None)
    assert "after the last day" in against(next_report_on=date(2026, 8, 31))


def test_words_in_an_answer_are_looked_at_as_well():
    assert "“certified”" in against(changes=(said(CHANGE, words="We are certified."),))


def test_states_follow_from_what_was_done():
    now = {"is_withdrawn": False, "is_signed": False, "reviewed_digest": "", "digest": "a"}
    assert state_of(**now) is LetterState.DRAFT
    assert state_of(**{**now, "reviewed_digest": "b"}) is LetterState.DRAFT
    assert state_of(**{**now, "reviewed_digest": "a"}) is LetterState.REVIEWED
    assert state_of(**{**now, "is_signed": True}) is LetterState.SIGNED
    assert state_of(**{**now, "is_signed": True, "is_withdrawn": True}) is LetterState.WITHDRAWN
