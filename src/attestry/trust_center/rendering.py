"""Templates of the public side, rendered without a request: the same for everybody, signed in or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import get_template

from attestry import __version__


def rendered_public(template: str, context: Mapping[str, Any]) -> str:
    """The page as HTML."""
    organization = settings.HOME.organization()
    around = {
        "organization": organization.name,
        "sample_company": organization.is_sample,
        "version": __version__,
    }
    return get_template(template).render({**around, **context})
