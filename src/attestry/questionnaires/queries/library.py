"""The library of answers as pages show it: what is in force, what waits, and what may not hold any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from attestry.people.models import Person
from attestry.questionnaires.content import CommonQuestion, common_groups
from attestry.questionnaires.errors import UnknownAnswer
from attestry.questionnaires.models import Answer, AnswerVersion
from attestry.questionnaires.queries.proofs import proofs_of
from attestry.questionnaires.rules.proof import Proof
from attestry.questionnaires.rules.state import VersionState
from attestry.ui.words import day_words

# What a list shows, sorts and searches by; each further column costs two thousand answers a millisecond.
_OF_A_LINE = (
    "answer_id", "number", "state", "question", "words", "verdict", "owner_id", "source", "review_on",
    "evidence", "written_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer: the version that is in force, the one that waits or was sent back, and what it rests on.

    ``caution`` is why it may not be relied on without a look, empty where it may; by ``standings`` one
    looks for it.
    """

    in_force: AnswerVersion | None
    newest: AnswerVersion
    proofs: tuple[Proof, ...]
    missing: tuple[str, ...]
    is_expired: bool
    caution: str
    standings: frozenset[str]

    @property
    def answer(self) -> Answer:
        """The answer itself; a list does not read it along."""
        return self.newest.answer

    @property
    def pk(self) -> int:
        """The answer's number."""
        return self.newest.answer_id

    @property
    def shown(self) -> AnswerVersion:
        """The version in force; where there is none, the newest."""
        return self.in_force or self.newest

    @property
    def waiting(self) -> AnswerVersion | None:
        """The version that waits for approval."""
        return self.newest if self.newest.state == VersionState.WAITING.value else None

    @property
    def ended(self) -> tuple[Proof, ...]:
        """What it rests on and what proves nothing any more."""
        return tuple(one for one in self.proofs if one.ended)


@dataclass(frozen=True, slots=True)
class CommonLine:
    """A common question, its group, and the answer that the library has for it."""

    common: CommonQuestion
    group: str
    answer: int | None


def answer_lines(on: date) -> tuple[AnswerLine, ...]:
    """Every answer that stands, in at most eight queries."""
    versions: dict[int, list[AnswerVersion]] = {}
    standing = AnswerVersion.objects.filter(answer__retired_at=None).exclude(
        state=VersionState.REPLACED.value
    )
    found = list(standing.only(*_OF_A_LINE).order_by("answer_id", "-number"))
    # Each person is read once, however many answers are theirs.
    owners = Person.objects.in_bulk({one.owner_id for one in found})
    for one in found:
        one.owner = owners[one.owner_id]
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
    lines = ((one, _line(one, one, known, on).caution) for one in versions)
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
    return tuple(_line(first, newest, known, on) for first, newest in pairs)


def _line(
    in_force: AnswerVersion | None, newest: AnswerVersion, known: dict[str, Proof], on: date
) -> AnswerLine:
    keys = (in_force or newest).evidence
    proofs = tuple(known[key] for key in keys if key in known)
    missing = tuple(key for key in keys if key not in known)
    is_expired = in_force is not None and in_force.is_expired(on)
    said = (
        [f"Its day of review, {day_words(in_force.review_on)}, is over."] if in_force and is_expired else []
    )
    said += [f"{one.title}: {one.ended}" for one in proofs if one.ended]
    said += [f"{key} is not there any more." for key in missing]
    standings = {"waiting"} if newest.state == VersionState.WAITING.value else set()
    if in_force is None:
        standings.add("not_in_force")
    elif said:
        standings |= {"expired"} if is_expired else set()
        standings |= {"evidence_ended"} if len(said) > is_expired else set()
    else:
        standings.add("in_force")
    caution = " ".join(said)
    return AnswerLine(in_force, newest, proofs, missing, is_expired, caution, frozenset(standings))
