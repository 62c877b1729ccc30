"""A policy's text as a page shows it: Markdown, in which HTML stays text and pictures are not fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from attestry.kit.late import Late
from attestry.policies.rules.markdown import parsed, untitled

if TYPE_CHECKING:
    import markdown_it
else:
    markdown_it = Late("markdown_it")


def rendered(text: str) -> Markup:
    """The text as safe HTML; the heading of a required clause is a place that one can go to."""
    reader = markdown_it.MarkdownIt("commonmark", {"html": False})
    html = reader.renderer.render(untitled(parsed(text)), reader.options, {})
    return Markup(html)  # noqa: S704  the reader escapes everything that is not Markdown
