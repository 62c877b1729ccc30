"""A register along the line: an act, its sealed rows, the tests over them, and the control's status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from attestry import pipeline
from attestry.connectors.actions import connect_registers
from attestry.controls.actions.adopting import adopt_control
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.models import Control
from attestry.effectiveness.queries.status import control_statuses
from attestry.effectiveness.tests.world import HOUSE, a_home
from attestry.frameworks.actions import sync_frameworks
from attestry.kit import clock
from attestry.kit.secrets import SecretBox


@contextmanager
def registers_home(folder: Path, *adopted: str) -> Iterator[None]:
    """A home in which these controls are in use and every register is connected."""
    with a_home(folder):
        sync_frameworks(HOUSE)
        sync_control_library(HOUSE)
        for key in adopted:
            control = Control.objects.get(key=key)
            if control.state == "proposed":
                adopt_control(HOUSE, control)
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        yield


def standing(register: str, control: str, at: datetime) -> tuple[str, str]:
    """The register is collected and the tests run at an instant; the control's outcome and why."""
    with clock.simulated(at):
        (collected,) = pipeline.collect(HOUSE, progress=print, only=[f"{register}-register"]).collections
        assert (collected.state, collected.detail) == ("complete", "")
        pipeline.test(HOUSE, progress=print)
        found = control_statuses(at)[control]
    return str(found.outcome), found.reason
