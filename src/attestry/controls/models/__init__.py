"""Tables of controls: the controls themselves, what they are mapped to, and what they are for."""

from __future__ import annotations

from attestry.controls.models.control import Control, ControlCategory, Mapping
from attestry.controls.models.links import CommitmentControl, ComponentControl

__all__ = ["CommitmentControl", "ComponentControl", "Control", "ControlCategory", "Mapping"]
