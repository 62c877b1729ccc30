"""The policies that the lean profile would draft: what each merges of the templates that nobody has used."""

from __future__ import annotations

from attestry.policies.models import Policy
from attestry.policies.queries.listing import template_lines
from attestry.readiness.rules.lean import MERGED, MergedPolicy
from attestry.scope.models import System


def policies_to_merge(system: System) -> tuple[tuple[MergedPolicy, tuple[str, ...]], ...]:
    """Each merged policy with the ids of its templates that the scope asks for and no policy covers.

    One whose title is taken is left out: somebody has written it already.
    """
    free = {line.template.key for line in template_lines(system) if line.is_asked_for and line.policy is None}
    taken = {
        title.casefold() for title in Policy.objects.filter(retired_at=None).values_list("title", flat=True)
    }
    found = ((one, tuple(key for key in one.policies if key in free)) for one in MERGED)
    return tuple((one, keys) for one, keys in found if keys and one.title.casefold() not in taken)
