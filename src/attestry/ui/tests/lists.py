"""What a list's page carries from the look at it to the taking in."""

from __future__ import annotations

import re


def looked_at(shown) -> dict[str, str]:
    """The plan that a page shows, and the list that it carries."""
    page = shown.content.decode()
    found = {name: re.search(f'name="{name}" value="([^"]*)"', page) for name in ("plan", "carried")}
    return {name: one[1] for name, one in found.items() if one}
