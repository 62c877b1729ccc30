"""A source's guide as a page shows it: Markdown, in which HTML stays text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from attestry.connectors.queries import source
from attestry.kit.late import Late

if TYPE_CHECKING:
    import markdown_it
else:
    markdown_it = Late("markdown_it")


@lru_cache
def guide(source_id: str) -> Markup:
    """The guide without its first heading, which the page has itself. Raises SourceUnknown."""
    lines = source(source_id).guide.splitlines()
    text = "\n".join(lines[1:] if lines and lines[0].startswith("# ") else lines)
    reader = markdown_it.MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    return Markup(reader.render(text))  # noqa: S704  the reader escapes everything that is not Markdown
