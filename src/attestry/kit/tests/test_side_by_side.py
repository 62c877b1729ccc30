"""Many things done several at a time: in their order, a bounded number ahead, and none after a refusal."""

import threading

import pytest

from attestry.kit.side_by_side import side_by_side


def test_answers_come_in_the_order_of_what_was_given():
    assert list(side_by_side(str, range(1000), threads=4)) == [str(number) for number in range(1000)]
    assert list(side_by_side(str, [], threads=4)) == []


def test_no_more_is_taken_than_is_soon_done():
    taken = []
    answers = side_by_side(str, (taken.append(number) or number for number in range(10_000)), threads=2)
    assert next(answers) == "0"
    answers.close()
    assert len(taken) == 8


def test_several_are_under_way_at_once():
    meeting = threading.Barrier(3, timeout=30)
    assert len(list(side_by_side(lambda _: meeting.wait(), range(3), threads=3))) == 3


def test_after_a_refusal_nothing_more_is_begun():
    done = []

    def work(number):
        done.append(number)
        if number == 3:
            raise ValueError(number)

    with pytest.raises(ValueError, match="3"):
        list(side_by_side(work, range(10_000), threads=2))
    assert len(done) < 20
