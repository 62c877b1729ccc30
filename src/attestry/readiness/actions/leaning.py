"""Applying the lean profile: as one act, so that no criterion is left without a control in between."""

from __future__ import annotations

from dataclasses import replace

from attestry.controls.actions.adopting import adopt_control, retire_control
from attestry.controls.actions.writing import edit_control
from attestry.controls.models import Control
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readiness.errors import ProfileChanged
from attestry.readiness.queries.sizing import sized
from attestry.readiness.rules.lean import SLOWER, LeanProfile
from attestry.scope.models import System


@act("readiness.apply_lean_profile")
def apply_lean_profile(actor: Actor, system: System, *, dropping: int) -> LeanProfile:
    """Retire what the profile does without, adopt what it keeps, and slow down what is done by hand.

    ``dropping`` is how many controls go, as it was read: where the profile is another one by now,
    raises ProfileChanged and nothing is done.
    """
    profile = sized(system, at=clock.now()).lean
    if len(profile.dropped) != dropping:
        raise ProfileChanged
    keys = {one.key for one in profile.kept} | {one.control.key for one in profile.dropped}
    controls = {one.key: one for one in Control.objects.filter(key__in=keys).prefetch_related("mappings")}
    for one in profile.kept:
        if not one.is_in_use:
            adopt_control(actor, controls[one.key])
    for one in profile.slower:
        control = controls[one.key]
        edit_control(actor, control, replace(control.text(), frequency=SLOWER[one.frequency]))
    for gone in profile.dropped:
        review = gone.review
        reason = f"Lean profile. In its place: {review.name.lower()}, {review.times_a_year} a year."
        retire_control(actor, controls[gone.control.key], reason=reason)
    record(
        f"system:{system.name}",
        after={
            "kept": len(profile.kept),
            "dropped": [one.control.key for one in profile.dropped],
            "slower": [one.key for one in profile.slower],
            "reviews": [one.name for one in profile.reviews],
        },
    )
    return profile
