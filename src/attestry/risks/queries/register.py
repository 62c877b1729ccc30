"""Every risk with its stage, its levels, and what of it is wanting on a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from django.db.models import F, Q, QuerySet

from attestry.controls.models import Control
from attestry.kit.errors import NotFound
from attestry.people.models import Person
from attestry.risks.errors import RiskRefused
from attestry.risks.models import Risk, RiskAcceptance
from attestry.risks.rules.scale import Level, Treatment, level_of

TO_EVALUATE = timedelta(days=60)
MATTERS = (Level.HIGH, Level.CRITICAL)
_OF_A_GAP = (
    "title", "owner_id", "review_on", "treatment", "treatment_plan", "inherent_likelihood",
    "inherent_impact", "residual_likelihood", "residual_impact", "identified_on", "evaluated_on",
    "treatment_due_on", "treated_on", "retired_on",
)  # fmt: skip


class Stage(StrEnum):
    """How far a risk got."""

    IDENTIFIED = "identified"
    ANALYSED = "analysed"
    EVALUATED = "evaluated"


class Wanting(StrEnum):
    """What may be wanting of a risk."""

    REVIEW = "review overdue"
    ACCEPTANCE = "not accepted by anybody"
    EXPIRED = "acceptance has run out"
    PLAN = "nothing is done about it"
    TREATMENT = "what is planned is not done yet"
    STAGE = "not evaluated for two months"


_NEXT = {
    Wanting.REVIEW: "Look at it again: analyse and evaluate it as it is today.",
    Wanting.ACCEPTANCE: "Have somebody above its owner accept it until a day.",
    Wanting.EXPIRED: "Have it accepted anew, or treat it.",
    Wanting.PLAN: "Name the controls that answer it, or write what is done about it.",
    Wanting.TREATMENT: "Carry out what is planned, and say when it was done.",
    Wanting.STAGE: "Evaluate it.",
}


@dataclass(frozen=True)
class RiskLine:
    """One risk as of a day."""

    risk: Risk
    acceptances: tuple[RiskAcceptance, ...]
    control_keys: tuple[str, ...]
    on: date

    @property
    def stage(self) -> Stage:
        """How far it got."""
        if self.risk.evaluated_on:
            return Stage.EVALUATED
        return Stage.ANALYSED if self.risk.analysed_on else Stage.IDENTIFIED

    @cached_property
    def level(self) -> Level | None:
        """What remains of it, or, before that is known, how bad it is."""
        return self.risk.residual_level or self.risk.inherent_level

    @property
    def acceptance(self) -> RiskAcceptance | None:
        """The acceptance that holds today."""
        return next((one for one in self.acceptances if one.holds(self.on)), None)

    @cached_property
    def wanting(self) -> tuple[Wanting, ...]:
        """What is wanting of it today."""
        risk, found = self.risk, list[Wanting]()
        if risk.retired_on is not None:
            return ()
        if risk.review_on is not None and risk.review_on < self.on:
            found.append(Wanting.REVIEW)
        if risk.treatment == Treatment.ACCEPT and self.acceptance is None:
            found.append(Wanting.EXPIRED if self.acceptances else Wanting.ACCEPTANCE)
        is_grave = risk.residual_level in MATTERS
        if is_grave and not (risk.treatment_plan or self.control_keys or self.acceptance):
            found.append(Wanting.PLAN)
        if self.is_untreated:
            found.append(Wanting.TREATMENT)
        if risk.evaluated_on is None and risk.identified_on + TO_EVALUATE < self.on:
            found.append(Wanting.STAGE)
        return tuple(found)

    @property
    def is_untreated(self) -> bool:
        """Whether something is planned about it and nobody says that it is done."""
        risk = self.risk
        return bool(risk.evaluated_on and risk.treatment_plan) and risk.treated_on is None

    @property
    def next(self) -> str:
        """The one next thing to do about it, as a sentence; nothing where none waits."""
        risk = self.risk
        if risk.retired_on is not None:
            return ""
        if self.stage is Stage.IDENTIFIED:
            return "Say how likely and how bad it is as long as nothing is done; it takes a minute."
        if self.stage is Stage.ANALYSED:
            return "Decide what is done about it, and say what remains; it takes five minutes."
        return next((_NEXT[one] for one in self.wanting), "")


_OF_A_LINE = (
    *_OF_A_GAP, "owner__name", "owner__email", "description", "analysed_on", "retired_because",
)  # fmt: skip


def risk_lines(on: date) -> tuple[RiskLine, ...]:
    """Every risk by title, in three queries."""
    return _lines(Risk.objects.select_related("owner").only(*_OF_A_LINE), on)


def wanting_lines(on: date) -> tuple[RiskLine, ...]:
    """The risks of which something is wanting on a day, by title, in three queries; owners by number."""
    is_grave = Q(score__gte=min(one for one in range(26) if level_of(one) in MATTERS), treatment_plan="")
    is_untreated = ~Q(treatment_plan="") & Q(treated_on=None)
    is_late = Q(evaluated_on=None, identified_on__lt=on - TO_EVALUATE)
    may_want = Q(review_on__lt=on) | Q(treatment=Treatment.ACCEPT) | is_grave | is_untreated | is_late
    found = (
        Risk.objects.filter(retired_on=None)
        .annotate(score=F("residual_likelihood") * F("residual_impact"))
        .filter(may_want)
    )
    return tuple(one for one in _lines(found.only(*_OF_A_GAP), on) if one.wanting)


def risk_line(pk: int, on: date) -> RiskLine:
    """One risk, in three queries. Raises NotFound."""
    found = _lines(Risk.objects.select_related("owner").filter(pk=pk), on)
    if not found:
        raise NotFound("There is no such risk.", next_step="See the register of risks.")
    return found[0]


def people_here() -> dict[str, Person]:
    """Everybody who may answer for a risk, by number; what a choice shows of them."""
    return {str(one.pk): one for one in Person.objects.filter(ended_on=None).only("name", "email")}


def offered_controls() -> QuerySet[Control]:
    """The controls that may answer a risk."""
    return Control.objects.exclude(state="retired").only("key", "title").order_by("key")


def controls_named(text: str) -> list[Control]:
    """The controls whose ids stand in a text. Raises RiskRefused for one that there is not."""
    keys = text.replace(",", " ").upper().split()
    found = list(Control.objects.filter(key__in=keys))
    unknown = sorted(set(keys) - {one.key for one in found})
    if unknown:
        raise RiskRefused("controls", f"There is no control {', '.join(unknown)}.")
    return found


def heat(lines: Iterable[RiskLine], *, residual: bool) -> Mapping[tuple[int, int], int]:
    """How many risks lie on each (likelihood, impact), before or after what is done about them."""
    found: Counter[tuple[int, int]] = Counter()
    for one in lines:
        risk = one.risk
        if risk.retired_on is not None:
            continue
        place = (
            (risk.residual_likelihood, risk.residual_impact)
            if residual
            else (risk.inherent_likelihood, risk.inherent_impact)
        )
        if place[0] is not None and place[1] is not None:
            found[place[0], place[1]] += 1
    return found


def _lines(found: QuerySet[Risk], on: date) -> tuple[RiskLine, ...]:
    """Lines of risks. What belongs to them is read beside them: most of a thousand have none of it."""
    acceptances: defaultdict[int, list[RiskAcceptance]] = defaultdict(list)
    for one in RiskAcceptance.objects.filter(risk__in=found).select_related("accepted_by"):
        acceptances[one.risk_id].append(one)
    keys: defaultdict[int, list[str]] = defaultdict(list)
    linked = Risk.controls.through.objects.filter(risk__in=found).order_by("control__key")
    for pk, key in linked.values_list("risk_id", "control__key"):
        keys[pk].append(key)
    return tuple(RiskLine(risk, tuple(acceptances[risk.pk]), tuple(keys[risk.pk]), on) for risk in found)
