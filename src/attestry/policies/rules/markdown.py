"""The text of a policy as the tokens of its Markdown (CommonMark, with tables), its marks taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attestry.kit.late import Late
from attestry.policies.rules.clauses import MARK

if TYPE_CHECKING:
    import markdown_it
    from markdown_it.token import Token
else:
    markdown_it = Late("markdown_it")

DEEPEST = 6


def parsed(text: str) -> list[Token]:
    """The text as tokens, one heading deeper, with the marks of clauses taken out of headings.

    A heading with a mark carries it as ``data-clause``. HTML, pictures and addresses that are
    not of the web or of mail stay plain text.
    """
    reader = markdown_it.MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens: list[Token] = reader.parse(text)
    for position, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, DEEPEST)}"
        if token.type == "heading_open":
            _take_mark(token, tokens[position + 1])
    return tokens


def untitled(tokens: list[Token]) -> list[Token]:
    """Without a first heading: who shows the text has the title already."""
    is_titled = len(tokens) > 3 and tokens[0].type == "heading_open" and tokens[0].tag == "h2"
    return tokens[3:] if is_titled else tokens


def _take_mark(heading: Token, inline: Token) -> None:
    last = inline.children[-1] if inline.children else None
    found = MARK.search(last.content) if last is not None and last.type == "text" else None
    if last is None or found is None:
        return
    last.content = MARK.sub("", last.content)
    heading.attrSet("id", f"clause-{found[1]}")
    heading.attrSet("data-clause", found[1])
