"""An assessment is kept only with who assessed, in which role, how independent they are, and the day."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from attestry.kit import clock
from attestry.readiness.actions.assessing import begin_assessment, finalise
from attestry.readiness.errors import NoOpenAssessment, RatingRefused
from attestry.readiness.models import Assessment, Finalisation
from attestry.readiness.tests.samples import HOUSE, rate_all

TOLD = {"assessor": "firm", "assessed_by": "Bramble LLP", "independence": "Built nothing here."}


@pytest.mark.parametrize("missing", TOLD)
def test_r107_without_assessor_role_or_independence_nothing_is_kept(system, missing):
    with pytest.raises(RatingRefused, match="not said"):
        begin_assessment(HOUSE, system, **{**TOLD, missing: ""})
    with pytest.raises(NoOpenAssessment):
        finalise(HOUSE, system)
    now = clock.now()
    row = {"system": system, "begun_at": now, "begun_by": "Ada", "period_from": now, **TOLD}
    with pytest.raises(IntegrityError, match="who_and_how_independent"), transaction.atomic():
        Assessment.objects.create(**{**row, missing: ""})
    with pytest.raises(IntegrityError, match="begun_at"), transaction.atomic():
        Assessment.objects.create(**{**row, "begun_at": None})
    assert not Assessment.objects.exists()


def test_r107_a_report_is_frozen_with_who_assessed_their_role_and_the_days(system):
    now = clock.now()
    with clock.simulated(now):
        begin_assessment(HOUSE, system, **TOLD)
        rate_all(system)
        made = finalise(HOUSE, system)
    said = made.content
    assert (said["assessor"], said["assessed_by"], said["independence"]) == tuple(TOLD.values())
    assert (said["begun_at"], said["as_of"], made.finalised_at) == (now.isoformat(), now.isoformat(), now)
    row = {"assessment": made.assessment, "finalised_by": "Ada", "content": said, "digest": made.digest}
    with pytest.raises(IntegrityError, match="finalised_at"), transaction.atomic():
        Finalisation.objects.create(**{**row, "finalised_at": None})
