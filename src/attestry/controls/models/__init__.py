"""Tables of controls: the controls, what they are mapped to and for, and who signed their design."""

from __future__ import annotations

from attestry.controls.models.control import Control, ControlCategory, Mapping
from attestry.controls.models.links import CommitmentControl, ComponentControl
from attestry.controls.models.signing import DesignSignature

__all__ = [
    "CommitmentControl",
    "ComponentControl",
    "Control",
    "ControlCategory",
    "DesignSignature",
    "Mapping",
]
