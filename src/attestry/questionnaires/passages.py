"""What answers are found in: the library, answers given before, policies, controls, issued reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from attestry.controls.models import Control
from attestry.controls.rules.control import IN_USE
from attestry.opinions.models import IssuedReport
from attestry.policies.models import PolicyVersion
from attestry.policies.rules.standing import VersionState as PolicyState
from attestry.questionnaires.content import common_questions
from attestry.questionnaires.models import AnswerVersion, Question, Questionnaire
from attestry.questionnaires.rules.proof import ProofKind
from attestry.questionnaires.rules.sections import sections_of
from attestry.questionnaires.rules.state import QuestionnaireState, QuestionState, VersionState

ANSWER, GIVEN = "answer", "given"
MOST_GIVEN = 5_000
LONGEST_SHOWN = 1_500


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with where they stand; ``also`` is searched, not shown; ``version``, ``source`` are answers."""

    kind: str
    key: str
    heading: str
    words: str
    also: str = ""
    verdict: str = ""
    version: int | None = None
    source: int | None = None

    @property
    def is_answer(self) -> bool:
        """Whether it answers a question, and does not only speak of what is asked."""
        return self.kind in (ANSWER, GIVEN)


def passages(questionnaire: Questionnaire) -> list[Passage]:
    """All of them, in five queries; answers given to this questionnaire itself are left out."""
    return [
        *_answers(),
        *_given(questionnaire),
        *_policies(),
        *_controls(),
        *_reports(),
    ]


def _answers() -> Iterator[Passage]:
    found = AnswerVersion.objects.filter(state=VersionState.IN_FORCE.value, answer__retired_at=None)
    for one in found.order_by("answer"):
        key = f"answer:{one.answer_id}"
        yield Passage(ANSWER, key, one.question, one.words, verdict=one.verdict, version=one.pk)


def _given(questionnaire: Questionnaire) -> Iterator[Passage]:
    """What was answered to others by hand; what was taken from the library stands there."""
    found = Question.objects.filter(state=QuestionState.REVIEWED.value, taken_version=None)
    found = found.exclude(questionnaire=questionnaire)
    found = found.exclude(questionnaire__state=QuestionnaireState.WITHDRAWN.value)
    for one in found.order_by("-pk")[:MOST_GIVEN]:
        yield Passage(GIVEN, f"question:{one.pk}", one.text, one.words, verdict=one.verdict, source=one.pk)


def _policies() -> Iterator[Passage]:
    found = PolicyVersion.objects.filter(state=PolicyState.PUBLISHED.value, policy__retired_at=None)
    for one in found.select_related("policy").order_by("policy"):
        key = f"{ProofKind.POLICY}:{one.policy.key}@{one.number}"
        for title, words in sections_of(one.text):
            yield Passage(ProofKind.POLICY, key, f"{one.policy.title}: {title}", words)


def _controls() -> Iterator[Passage]:
    asked: dict[str, list[str]] = defaultdict(list)
    for one in common_questions().values():
        for key in one.controls:
            asked[key].append(one.question)
    found = Control.objects.filter(state__in=IN_USE).only("key", "title", "statement").order_by("key")
    for control in found:
        yield Passage(
            ProofKind.CONTROL,
            f"{ProofKind.CONTROL}:{control.key}",
            f"{control.key} {control.title}",
            control.statement,
            also=" ".join(asked[control.key]),
        )


def _reports() -> Iterator[Passage]:
    found = IssuedReport.objects.filter(replaced_by=None, withdrawal=None).defer("companion", "oscal")
    newest: set[int] = set()
    for report in found.order_by("-pk"):
        if report.engagement_id in newest:
            continue
        newest.add(report.engagement_id)
        for section in report.content.get("description", {}).get("sections", ()):
            if section.get("text"):
                title = f"Report of {report.report_on:%-d %b %Y}: {section['title']}"
                yield Passage(ProofKind.REPORT, f"{ProofKind.REPORT}:{report.pk}", title, section["text"])
