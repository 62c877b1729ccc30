"""A source's guide as a page shows it: Markdown, in which HTML stays text."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup

from attestry.connectors.queries import source


@lru_cache
def guide(source_id: str) -> Markup:
    """The guide without its first heading, which the page has itself. Raises SourceUnknown."""
    lines = source(source_id).guide.splitlines()
    text = "\n".join(lines[1:] if lines and lines[0].startswith("# ") else lines)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    return Markup(reader.render(text))  # noqa: S704  the reader escapes everything that is not Markdown
