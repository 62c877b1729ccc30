"""A course's content as a page shows it: Markdown, in which HTML stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from attestry.kit.late import Late

if TYPE_CHECKING:
    import markdown_it
else:
    markdown_it = Late("markdown_it")


def shown(content: str) -> Markup:
    """The content as HTML; pictures of other hosts and raw HTML are left out."""
    reader = markdown_it.MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    return Markup(reader.render(content))  # noqa: S704  the reader escapes everything that is not Markdown
