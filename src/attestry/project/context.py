"""What every page is given: the organization's name and whether it is the sample company."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from attestry import __version__


def page(_request: HttpRequest) -> dict[str, Any]:
    """The facts that the layout shows on every page."""
    organization = settings.HOME.organization()
    return {
        "version": __version__,
        "organization": organization.name,
        "sample_company": organization.is_sample,
    }
