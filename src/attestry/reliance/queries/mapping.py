"""A user entity's own mapping of a report; asked for by its readers alone."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.opinions.models import IssuedReport
from attestry.readers.models import Reader, UserEntity
from attestry.reliance.errors import UnknownControl
from attestry.reliance.models import MappedControl
from attestry.reliance.rules.mapping import Assumed, assumed_in
from attestry.reliance.rules.oscal import Row


@dataclass(frozen=True, slots=True)
class MappingLine:
    """One control that the report assumes, and what the user entity said of it last."""

    control: Assumed
    mapped: MappedControl | None
    carried_from: int | None

    @property
    def row(self) -> Row:
        """As it is exported."""
        said, one = self.mapped, self.control
        if said is None:
            return Row(one.key, one.text, one.criteria, "", "", "", "")
        return Row(one.key, one.text, one.criteria, said.state, said.words, said.owner, said.evidence)


def mapping_lines(entity: UserEntity, report: IssuedReport) -> list[MappingLine]:
    """Every control that a report assumes, in two queries; what an earlier version said is carried over."""
    before = IssuedReport.objects.filter(replaced_by=report).values_list("content", flat=True).first()
    mapped = MappedControl.objects.filter(user_entity=entity, report__engagement=report.engagement_id)
    last = {one.text_digest: one for one in mapped.select_related("report").defer("report__content")}
    lines = []
    for control in assumed_in(report.content, before):
        said = last.get(control.digest)
        carried = said.report.version if said and said.content_digest != report.content_digest else None
        lines.append(MappingLine(control, said, carried))
    return lines


def the_control(report: IssuedReport, key: str) -> Assumed:
    """One control that a report assumes. Raises UnknownControl."""
    found = next((one for one in assumed_in(report.content, None) if one.key == key), None)
    if found is None:
        raise UnknownControl
    return found


def who_sees(entity: UserEntity) -> list[Reader]:
    """Everybody who reads for the user entity, and so sees its mapping."""
    return list(entity.readers.filter(closed_at=None))
