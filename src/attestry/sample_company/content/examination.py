"""How the company is examined: examination.yaml. It says who, when and how, and no result."""

from __future__ import annotations

from attestry.deviations.rules.answering import Stance
from attestry.deviations.rules.weighing import Effect, Extension, Pattern, Severity
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.side import Duty
from attestry.kit.content import Content
from attestry.populations.rules.method import Method


class FirmFile(Content):
    """The firm that examines; days as numbers of the story."""

    name: str
    city: str
    state: str
    licence_jurisdiction: str
    licence_number: str
    licence_until: int
    peer_review: str
    peer_review_until: int
    domain: str


class ExaminerFile(Content):
    """Somebody of the firm."""

    login: str
    name: str
    duty: Duty


class SignerFile(Content):
    """The officer who signs the assertion and the letters."""

    login: str
    title: str


class PaperFile(Content):
    """What an owner hands in about controls that no reading shows."""

    title: str
    by: str
    controls: tuple[str, ...]
    text: str


class AttributeFile(Content):
    """One thing looked at in every item, and the control test whose sealed answers show it."""

    words: str
    test: str


class PopulationFile(Content):
    """A list that a test draws from, and the controls that it tests.

    ``pick_failing``: items that this control test names are added for their risk.
    """

    key: str
    title: str
    unit: str
    connection: str
    table: str
    date_column: str
    name_column: str
    method: Method
    size: int | None = None
    pick_failing: str = ""
    pick_reason: str = ""
    controls: tuple[str, ...]
    attributes: tuple[AttributeFile, ...]


class AnswerFile(Content):
    """What management answers to a result."""

    stance: Stance = Stance.ACCEPTED
    words: str
    action: str = ""
    due: int | None = None
    who: str = ""


class WeighedFile(Content):
    """What the firm makes of a deviation, once a test has found it; where none is found, nothing is told.

    ``population``: it is found in the marks of this list, else in what the ``test`` said of the period.
    """

    control: str
    population: str = ""
    test: str = ""
    title: str
    words: str
    pattern: Pattern
    cause: str
    extension: Extension
    extension_words: str
    compensating: str = ""
    compensating_words: str
    effects: dict[str, Effect]
    other_effects: Effect = Effect.AT_RISK
    only: tuple[str, ...] = ()
    pervasiveness: str
    incident: str = ""
    incident_words: str
    severity: Severity
    what: str
    effect: str
    answer: AnswerFile

    @property
    def fails(self) -> bool:
        """Whether the control did not operate, by this judgement."""
        return self.severity in (Severity.CRITERION_NOT_MET, Severity.PERVASIVE)


class ExplainedFile(Content):
    """Controls whose own tests failed for what is weighed under another control."""

    controls: tuple[str, ...]
    of: str
    words: str


class LaterEventsFile(Content):
    """The answers to the questions about later events."""

    words: str
    said_by: str
    weighed: str


class QualifiedFile(Content):
    """What the firm writes where the evaluation says that a criterion is not met."""

    criteria: tuple[str, ...]
    matter: str
    reasons: str


class DaysFile(Content):
    """The days on which an examination goes on."""

    planned: int
    joined: int
    letter: int
    asked: int
    begins: int
    answered: int
    papers: int
    described: int
    weighed: int
    signed: int
    later: int
    issued: int


class ExaminationFile(Content):
    """One engagement: what it speaks of, and its days. ``first`` and ``until`` are days of the story."""

    key: str
    kind: EngagementKind
    title: str
    first: int | None = None
    until: int
    renews: str = ""
    days: DaysFile
    qualified: QualifiedFile | None = None


class PassageFile(Content):
    """What is written for one description criterion."""

    criterion: int
    text: str


class PassagesFile(Content):
    """The description; incidents and organizations are filled in from the registers."""

    texts: tuple[PassageFile, ...]
    incidents: str
    no_incidents: str
    no_inapplicable: str


class ExaminationsFile(Content):
    """examination.yaml."""

    firm: FirmFile
    team: tuple[ExaminerFile, ...]
    kept_by: str
    led_by: str
    signed_by: SignerFile
    independence: str
    papers: tuple[PaperFile, ...]
    populations: tuple[PopulationFile, ...]
    weighed: tuple[WeighedFile, ...]
    explained: tuple[ExplainedFile, ...]
    later_events: LaterEventsFile
    passages: PassagesFile
    examinations: tuple[ExaminationFile, ...]

    def login(self, duty: Duty) -> str:
        """Who of the firm has a duty."""
        return next(one.login for one in self.team if one.duty is duty)
