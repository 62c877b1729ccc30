"""The library of answers as pages show it: what is in force, what waits, and what may not hold any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from attestry.questionnaires.content import CommonQuestion, common_groups
from attestry.questionnaires.errors import UnknownAnswer
from attestry.questionnaires.models import Answer, AnswerVersion
from attestry.questionnaires.queries.proofs import proofs_of
from attestry.questionnaires.rules.proof import Proof
from attestry.questionnaires.rules.state import VersionState


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer: the version that is in force, the one that waits or was sent back, and what it rests on."""

    answer: Answer
    in_force: AnswerVersion | None
    newest: AnswerVersion
    proofs: tuple[Proof, ...]
    missing: tuple[str, ...]
    on: date

    @property
    def shown(self) -> AnswerVersion:
        """The version in force; where there is none, the newest."""
        return self.in_force or self.newest

    @property
    def waiting(self) -> AnswerVersion | None:
        """The version that waits for approval."""
        return self.newest if self.newest.standing is VersionState.WAITING else None

    @property
    def is_expired(self) -> bool:
        """Whether the version in force is past its day of review."""
        return self.in_force is not None and self.in_force.is_expired(self.on)

    @property
    def ended(self) -> tuple[Proof, ...]:
        """What it rests on and what proves nothing any more."""
        return tuple(one for one in self.proofs if one.ended)

    @property
    def caution(self) -> str:
        """Why it may not be relied on without a look; empty where it may."""
        said = []
        if self.is_expired and self.in_force:
            said.append(f"Its day of review, {self.in_force.review_on:%-d %b %Y}, is over.")
        said += [f"{one.title}: {one.ended}" for one in self.ended]
        said += [f"{key} is not there any more." for key in self.missing]
        return " ".join(said)

    @property
    def standings(self) -> frozenset[str]:
        """By what one may look for it."""
        found = {"waiting"} if self.waiting else set()
        if self.in_force is None:
            return frozenset(found | {"not_in_force"})
        if self.is_expired:
            found.add("expired")
        if self.ended or self.missing:
            found.add("evidence_ended")
        return frozenset(found | ({"in_force"} if not self.caution else set()))


@dataclass(frozen=True, slots=True)
class CommonLine:
    """A common question, its group, and the answer that the library has for it."""

    common: CommonQuestion
    group: str
    answer: int | None


def answer_lines(on: date) -> tuple[AnswerLine, ...]:
    """Every answer that stands, in at most seven queries."""
    versions: dict[int, list[AnswerVersion]] = {}
    standing = AnswerVersion.objects.filter(answer__retired_at=None).exclude(
        state=VersionState.REPLACED.value
    )
    for one in standing.select_related("answer", "owner").order_by("answer", "-number"):
        versions.setdefault(one.answer_id, []).append(one)
    return _lines(versions.values(), on)


def answer_line(pk: int, on: date) -> AnswerLine:
    """One answer, retired or not. Raises UnknownAnswer."""
    found = AnswerVersion.objects.filter(answer=pk).exclude(state=VersionState.REPLACED.value)
    versions = list(found.select_related("answer", "owner").order_by("-number"))
    if not versions:
        raise UnknownAnswer(pk)
    return _lines([versions], on)[0]


def cautions(versions: Sequence[AnswerVersion], on: date) -> dict[int, str]:
    """Why each version may not be relied on without a look, by its pk; those that may are left out."""
    known = proofs_of({key for one in versions for key in one.evidence}, on)
    lines = ((one, _line(one.answer, one, one, known, on).caution) for one in versions)
    return {one.pk: said for one, said in lines if said}


def common_lines() -> tuple[CommonLine, ...]:
    """Every common question in its order, in one query."""
    answered = dict(Answer.objects.filter(retired_at=None).exclude(common="").values_list("common", "pk"))
    return tuple(
        CommonLine(one, group.title, answered.get(one.id))
        for group in common_groups()
        for one in group.questions
    )


def _lines(found: Iterable[Sequence[AnswerVersion]], on: date) -> tuple[AnswerLine, ...]:
    pairs = []
    for versions in found:
        in_force = next((one for one in versions if one.standing is VersionState.IN_FORCE), None)
        pairs.append((in_force, versions[0]))
    known = proofs_of({key for first, newest in pairs for key in (first or newest).evidence}, on)
    return tuple(_line(newest.answer, first, newest, known, on) for first, newest in pairs)


def _line(
    answer: Answer, in_force: AnswerVersion | None, newest: AnswerVersion, known: dict[str, Proof], on: date
) -> AnswerLine:
    keys = (in_force or newest).evidence
    return AnswerLine(
        answer,
        in_force,
        newest,
        tuple(known[key] for key in keys if key in known),
        tuple(key for key in keys if key not in known),
        on,
    )
