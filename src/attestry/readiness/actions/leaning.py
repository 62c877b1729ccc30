"""Applying the lean profile: as one act, so that no criterion is left without a control in between."""

from __future__ import annotations

from dataclasses import replace

from attestry.controls.actions.adopting import adopt_control, retire_control
from attestry.controls.actions.writing import add_control, edit_control
from attestry.controls.models import Control
from attestry.controls.rules.control import ControlText, Execution, Nature
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.policies.actions.adopting import adopt_policy
from attestry.policies.models import Policy
from attestry.readiness.errors import ProfileChanged
from attestry.readiness.queries.leaning import policies_to_merge
from attestry.readiness.queries.sizing import sized
from attestry.readiness.rules.lean import HOW_OFTEN, REVIEW_PREFIX, SLOWER, Dropped, LeanProfile, Review
from attestry.scope.models import System


@act("readiness.apply_lean_profile")
def apply_lean_profile(
    actor: Actor, system: System, *, dropping: int, with_policies: bool = True
) -> LeanProfile:
    """Put the profile into practice: one act, all of it or nothing.

    What it keeps is adopted, what is done by hand is slowed down, each compensating review becomes a
    control of the company's own, and what the reviews stand in for is retired. Templates of policies
    that nobody has made a policy of become merged drafts. ``dropping`` is how many controls go, as it
    was read: where the profile is another one by now, raises ProfileChanged.
    """
    profile = sized(system, at=clock.now()).lean
    if len(profile.dropped) != dropping:
        raise ProfileChanged
    keys = {one.key for one in profile.kept} | {one.control.key for one in profile.dropped}
    controls = {
        one.key: one
        for one in Control.objects.filter(key__in=keys)
        .select_related("category")
        .prefetch_related("mappings")
    }
    for one in profile.kept:
        if not one.is_in_use:
            adopt_control(actor, controls[one.key])
    for one in profile.slower:
        control = controls[one.key]
        edit_control(actor, control, replace(control.text(), frequency=SLOWER[one.frequency]))
    reviews = _reviews(actor, profile, controls)
    for gone in profile.dropped:
        review = gone.review
        reason = f"Lean profile. In its place: {review.name.lower()}, {reviews[review]}."
        retire_control(actor, controls[gone.control.key], reason=reason)
    merged = _merged(actor, system) if with_policies else []
    record(
        f"system:{system.name}",
        after={
            "kept": len(profile.kept),
            "dropped": [one.control.key for one in profile.dropped],
            "slower": [one.key for one in profile.slower],
            "reviews": {key: review.name for review, key in reviews.items()},
            "policies": [one.title for one in merged],
        },
    )
    return profile


def _reviews(actor: Actor, profile: LeanProfile, controls: dict[str, Control]) -> dict[Review, str]:
    """A control in use for each compensating review, by its id."""
    last = Control.objects.filter(key__startswith=f"{REVIEW_PREFIX}-").count()
    made: dict[Review, str] = {}
    for number, review in enumerate(profile.reviews, start=last + 1):
        replaced = [one for one in profile.dropped if one.review == review]
        first = controls[replaced[0].control.key]
        key = f"{REVIEW_PREFIX}-{number}"
        control = add_control(
            actor, _text(review, replaced), key=key, category=first.category, applies_when=first.applies_when
        )
        adopt_control(actor, control)
        made[review] = key
    return made


def _text(review: Review, replaced: list[Dropped]) -> ControlText:
    criteria = dict.fromkeys(reference for one in replaced for reference in one.control.criteria)
    keys = ", ".join(one.control.key for one in replaced)
    return ControlText(
        title=review.name,
        statement=(
            f"{review.looks_at}. Done {review.times_a_year} times a year by somebody other than who did the "
            "work, and written down each time."
        ),
        nature=Nature.DETECTIVE,
        execution=Execution.MANUAL,
        frequency=HOW_OFTEN[review.times_a_year],
        risk=f"What {keys} would have prevented or found goes unseen.",
        automation="A person's judgement stands in for controls that a small company does without.",
        mappings={TRUST_SERVICES: tuple(criteria)},
    )


def _merged(actor: Actor, system: System) -> list[Policy]:
    """A draft of each merged policy whose templates the scope asks for and nobody has used."""
    return [
        adopt_policy(actor, system, templates=", ".join(keys), title=one.title)
        for one, keys in policies_to_merge(system)
    ]
