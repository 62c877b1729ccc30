"""The complementary user entity controls that an engagement rests on."""

from __future__ import annotations

from attestry.engagements.models import Engagement
from attestry.engagements.queries.criteria import criteria_of
from attestry.scope.models import UserEntityControl
from attestry.scope.queries.promises import user_entities


def user_controls_of(engagement: Engagement) -> tuple[UserEntityControl, ...]:
    """Those that a criterion of the engagement rests on: another criterion's are no part of its report."""
    examined = {one.reference for one in criteria_of(engagement)}
    every = user_entities(engagement.system).complementary
    return tuple(one for one in every if examined.intersection(one.criteria))
