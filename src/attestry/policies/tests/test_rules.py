from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from attestry.policies.rules.clauses import clauses_in, digest_of, filled, normal, places_to_fill
from attestry.policies.rules.differences import Change, differences
from attestry.policies.rules.standing import acknowledge_by, is_acknowledged, may_decide, months_later

SAID = "one two three four five six seven eight nine ten eleven twelve"


def test_a_clause_is_there_when_words_stand_under_its_heading():
    assert clauses_in(f"## A {{#POL-01.1}}\n\n{SAID}\n") == ("POL-01.1",)
    assert clauses_in("## A {#POL-01.1}\n\ntoo few words\n") == ()
    assert clauses_in(f"## A {{#POL-01.1}}\n### B\n{SAID}\n") == ("POL-01.1",)
    assert clauses_in(f"## A {{#POL-01.1}}\n## B\n{SAID}\n") == ()


def test_a_heading_inside_a_code_block_is_no_clause():
    assert clauses_in(f"# T\n```\n## A {{#POL-01.1}}\n{SAID}\n```\n") == ()


def test_places_are_filled_with_what_is_known_and_stay_where_nothing_is():
    text = "{{ organization }} writes to {{ contact }}."
    assert filled(text, {"organization": "Tallow", "contact": ""}) == "Tallow writes to {{ contact }}."
    assert places_to_fill(filled(text, {"organization": "Tallow"})) == ("contact",)


def test_line_ends_and_spaces_after_a_line_do_not_change_the_digest():
    assert digest_of(normal("a \r\nb\r\n\r\n")) == digest_of(normal("a\nb"))


def test_the_31st_of_a_month_becomes_the_last_day_of_a_shorter_one():
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_an_acknowledgement_is_due_within_the_days_and_again_after_the_months():
    asked = {"asked_on": date(2026, 3, 1), "within_days": 14, "again_after_months": 12}
    assert acknowledge_by(**asked, last_on=None) == date(2026, 3, 15)
    assert acknowledge_by(**asked, last_on=date(2026, 3, 4)) == date(2027, 3, 4)
    assert is_acknowledged(again_after_months=12, last_on=date(2026, 3, 4), on=date(2027, 3, 3))
    assert not is_acknowledged(again_after_months=12, last_on=date(2026, 3, 4), on=date(2027, 3, 4))
    assert is_acknowledged(again_after_months=0, last_on=date(2020, 1, 1), on=date(2027, 1, 1))


def test_a_writer_decides_only_where_nobody_else_could():
    assert may_decide("user:a", writers={"user:b"}, others_who_may=1)
    assert not may_decide("user:a", writers={"user:a"}, others_who_may=1)
    assert may_decide("user:a", writers={"user:a"}, others_who_may=0)


def test_a_difference_shows_the_words_that_changed():
    lines = differences("The key is 128 bits.\nSame.", "The key is 256 bits.\nSame.")
    changed = {line.change: [p.text for p in line.pieces if p.is_changed] for line in lines}
    assert changed[Change.REMOVED] == ["128"]
    assert changed[Change.ADDED] == ["256"]


texts = st.lists(st.sampled_from(["a", "b b", "c d e", ""]), max_size=12).map("\n".join)


@given(before=texts, after=texts)
def test_every_line_of_either_text_is_shown_or_counted(before, after):
    lines = differences(before, after)
    if before == after:
        assert lines == ()
        return
    same = sum(line.skipped or 1 for line in lines if line.change in (Change.SAME, Change.SKIPPED))
    removed = sum(line.change is Change.REMOVED for line in lines)
    added = sum(line.change is Change.ADDED for line in lines)
    assert same + removed == len(before.split("\n"))
    assert same + added == len(after.split("\n"))
