"""What was measured against what was promised, and by when it is measured again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

TEST_VALID_FOR = timedelta(days=365)
FORECAST_VALID_FOR = timedelta(days=180)


class Verdict(StrEnum):
    """How a test came out against the targets."""

    MET = "met"
    MISSED = "missed"
    NOT_MEASURED = "not_measured"


def verdict(
    rto_minutes: int,
    rpo_minutes: int,
    recovery_minutes: int | None,
    loss_minutes: int | None,
    *,
    is_whole: bool,
) -> Verdict:
    """Missed where one figure is above its target or data were not whole; the target itself is met."""
    if not is_whole:
        return Verdict.MISSED
    if (recovery_minutes or 0) > rto_minutes or (loss_minutes or 0) > rpo_minutes:
        return Verdict.MISSED
    return Verdict.NOT_MEASURED if recovery_minutes is None or loss_minutes is None else Verdict.MET


def headroom_percent(reached: Decimal, expected_peak: Decimal) -> Decimal:
    """How much more was reached than the peak that is expected, in percent of the peak; below 0: a gap."""
    return ((reached - expected_peak) / expected_peak * 100).quantize(Decimal("0.1"))


def is_too_old(on: date | None, today: date, valid_for: timedelta) -> bool:
    """Whether it is missing, or older than it may be; the last day still counts."""
    return on is None or today - on > valid_for
