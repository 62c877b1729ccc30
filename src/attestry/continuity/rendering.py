"""A plan's text as a page shows it: Markdown, in which HTML stays text and pictures are not fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from attestry.kit.late import Late

if TYPE_CHECKING:
    import markdown_it
else:
    markdown_it = Late("markdown_it")


def rendered(text: str) -> Markup:
    """The text as safe HTML, its headings two deeper: they stand under one of the page."""
    reader = markdown_it.MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = reader.renderer.render(tokens, reader.options, {})
    return Markup(html)  # noqa: S704  the reader escapes everything that is not Markdown
