"""An issued report that readers come for."""

from __future__ import annotations

from attestry.opinions.tests.issued import issued, issued_once

__all__ = ["issued", "issued_once"]
