from datetime import UTC, datetime, timedelta

from attestry.kit.rates import Allowance, Rates

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_a_burst_is_allowed_then_one_waits_and_the_allowance_fills_up_again():
    rates = Rates(Allowance(3, each_minute=6))
    assert [rates.wait_for("one", NOON) for _ in range(5)] == [0, 0, 0, 10, 10]
    assert rates.wait_for("one", NOON + timedelta(seconds=9)) == 1
    assert rates.wait_for("one", NOON + timedelta(seconds=10)) == 0
    assert rates.wait_for("one", NOON + timedelta(hours=1)) == 0


def test_one_who_asks_too_often_keeps_nobody_else_from_asking():
    rates = Rates(Allowance(1, each_minute=1))
    assert [rates.wait_for(one, NOON) for one in ("a", "a", "b")] == [0, 60, 0]


def test_a_flood_of_keys_takes_no_more_room_than_is_allowed():
    rates = Rates(Allowance(1, each_minute=1), most=100)
    for number in range(10_000):
        rates.wait_for(str(number), NOON)
    assert len(rates) == 100


def test_a_clock_that_goes_back_gives_nobody_more():
    rates = Rates(Allowance(1, each_minute=60))
    rates.wait_for("one", NOON)
    assert rates.wait_for("one", NOON - timedelta(days=1)) == 1
