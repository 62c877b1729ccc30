"""The reference page of the components, written from their own files.

``python -m attestry.ui.reference > docs/reference/components.md`` writes it afresh; a test
fails when the page and the components differ.
"""

from __future__ import annotations

import re
import sys
from itertools import groupby

from attestry.ui.components import Component, components

GROUPS = ("Status", "Numbers", "Lists", "Forms", "Words", "Finding one's way")
_MACRO = re.compile(r"{%-? macro ([a-z]\w*\(.*?\)) -?%}")
_HEAD = """# Components

What pages are made of. Each stands in `src/attestry/ui/components/<name>/` as a Jinja macro, its
style and its examples; `/gallery/` shows them all. How a page uses the layout, filters, lists and
the menu is in [pages](pages.md). This page is written by `python -m attestry.ui.reference`.

A macro that wraps something is called with `{% call name(...) %} … {% endcall %}`.
"""


def reference_text() -> str:
    """The whole page as Markdown."""
    placed = sorted(components(), key=_place)
    parts = [_HEAD]
    for group, members in groupby(placed, key=lambda component: component.examples().group):
        parts.append(f"## {group}\n")
        parts.extend(_section(component) for component in members)
    return "\n".join(parts)


def _place(component: Component) -> tuple[int, str]:
    said = component.examples()
    return GROUPS.index(said.group), said.title


def _section(component: Component) -> str:
    said = component.examples()
    source = component.template.read_text(encoding="utf-8")
    signatures = _MACRO.findall(source)
    names = ", ".join(signature.split("(")[0] for signature in signatures)
    wraps = "\n\nIt wraps what it is given." if "caller" in source else ""
    lines = [f'{{% from "components/{component.name}.html" import {names} %}}', "", *signatures]
    example = said.examples[0].template.strip()
    return f"### {said.title}\n\n{said.summary}{wraps}\n\n{_block(lines)}\n\n{_block([example])}\n"


def _block(lines: list[str]) -> str:
    return "\n".join(("```jinja", *lines, "```"))


if __name__ == "__main__":
    sys.stdout.write(reference_text())
