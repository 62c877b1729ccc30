"""What management sees of deviations: the results that the firm shared, and its own answers. No more."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.deviations.errors import UnknownDeviation
from attestry.deviations.models import ManagementResponse, SharedResult
from attestry.engagements.models import Engagement


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A shared result with every answer to it, and the results that it took the place of."""

    reference: str
    control_key: str
    control_title: str
    result: SharedResult
    responses: tuple[ManagementResponse, ...]
    earlier: tuple[SharedResult, ...]

    @property
    def response(self) -> ManagementResponse | None:
        """The answer that counts; None where the last result is not answered."""
        return self.responses[-1] if self.responses else None


def shared_results(engagement: Engagement) -> tuple[SharedLine, ...]:
    """The last shared result of each deviation, by number, in two queries."""
    found = (
        SharedResult.objects.filter(deviation__engagement=engagement)
        .select_related("deviation__control")
        .prefetch_related("responses")
        .order_by("deviation__number", "pk")
    )
    by_deviation: dict[int, list[SharedResult]] = {}
    for one in found:
        by_deviation.setdefault(one.deviation_id, []).append(one)
    return tuple(_line(those) for those in by_deviation.values())


def result_of(engagement: Engagement, number: int) -> SharedResult:
    """The last shared result of the deviation under a number. Raises UnknownDeviation, also before that."""
    found = SharedResult.objects.filter(deviation__engagement=engagement, deviation__number=number).last()
    if found is None:
        raise UnknownDeviation
    return found


def _line(those: list[SharedResult]) -> SharedLine:
    last = those[-1]
    control = last.deviation.control
    return SharedLine(
        reference=last.deviation.reference,
        control_key=control.key,
        control_title=control.title,
        result=last,
        responses=tuple(last.responses.all()),
        earlier=tuple(those[:-1]),
    )
