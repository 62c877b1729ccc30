"""Setting a test's thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.control_tests.models import TestSetting
from attestry.control_tests.queries import definition
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor


@act("control_tests.set_parameters")
def set_parameters(actor: Actor, test_id: str, parameters: Mapping[str, Any]) -> TestSetting:
    """Set a test's thresholds; from the next run on. Raises TestUnknown or TestDefinitionRefused."""
    definition(test_id).parameters(parameters)
    setting, _ = TestSetting.objects.get_or_create(test_id=test_id)
    before = dict(setting.parameters)
    setting.parameters = dict(parameters)
    setting.save()
    record(f"test:{test_id}", before=before, after=dict(parameters))
    return setting
