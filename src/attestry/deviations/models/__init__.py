"""Deviations and everything that is written about them, each line once and never changed."""

from attestry.deviations.models.deviation import Confirmation, DeviatingMark, Deviation, NoDeviation
from attestry.deviations.models.evaluation import (
    CompensatingControl,
    CriterionEffect,
    Evaluation,
    EvaluationReview,
)
from attestry.deviations.models.events import EventAnswer, EventInquiry, EventWeighing
from attestry.deviations.models.sharing import ManagementResponse, SharedResult

__all__ = [
    "CompensatingControl",
    "Confirmation",
    "CriterionEffect",
    "DeviatingMark",
    "Deviation",
    "Evaluation",
    "EvaluationReview",
    "EventAnswer",
    "EventInquiry",
    "EventWeighing",
    "ManagementResponse",
    "NoDeviation",
    "SharedResult",
]
