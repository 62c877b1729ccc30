"""A policy's Markdown as plain blocks that a report's template draws: no HTML, no pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attestry.policies.rules.markdown import parsed, untitled

if TYPE_CHECKING:
    from markdown_it.token import Token

Block = dict[str, Any]
Run = dict[str, Any]
_MARKS = {"strong": "strong", "em": "em"}
_SAFE = ("https://", "http://", "mailto:")


def blocks_of(text: str) -> list[Block]:
    """Headings, paragraphs, lists, quotes, code and tables, in order; the first heading is left out.

    The levels of headings begin at 2 and never skip one, which PDF/UA-1 asks for.
    """
    found = list(_blocks(untitled(parsed(text))))
    last = 1
    for block in found:
        if block["kind"] == "heading":
            last = block["level"] = max(2, min(block["level"], last + 1))
    return found


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    position = 0
    while position < len(tokens):
        token = tokens[position]
        end = _end(tokens, position)
        inside = tokens[position + 1 : end]
        match token.type:
            case "heading_open":
                mark = token.attrGet("data-clause") or ""
                level = int(token.tag[1]) - 1
                yield {"kind": "heading", "level": level, "runs": _runs(inside), "mark": mark}
            case "paragraph_open":
                yield {"kind": "paragraph", "runs": _runs(inside)}
            case "bullet_list_open" | "ordered_list_open":
                yield {
                    "kind": "list",
                    "ordered": token.type.startswith("ordered"),
                    "items": [list(_blocks(item)) for item in _parts(inside, "list_item_open")],
                }
            case "blockquote_open":
                yield {"kind": "quote", "blocks": list(_blocks(inside))}
            case "fence" | "code_block":
                yield {"kind": "code", "text": token.content.rstrip("\n")}
            case "table_open":
                rows = [_cells(row) for row in _parts(inside, "tr_open")]
                yield {"kind": "table", "rows": rows, "columns": max(map(len, rows), default=0)}
            case "hr":
                yield {"kind": "rule"}
        position = end + 1


def _end(tokens: Sequence[Token], position: int) -> int:
    """Where the token at ``position`` is closed; itself where it does not open anything."""
    depth = 0
    for place in range(position, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens)


def _parts(tokens: Sequence[Token], opening: str) -> Iterator[Sequence[Token]]:
    for position, token in enumerate(tokens):
        if token.type == opening and token.level == _level(tokens, opening):
            yield tokens[position + 1 : _end(tokens, position)]


def _level(tokens: Sequence[Token], opening: str) -> int:
    return min(token.level for token in tokens if token.type == opening)


def _cells(row: Sequence[Token]) -> list[list[Run]]:
    return [
        _runs(row[position + 1 : _end(row, position)])
        for position, token in enumerate(row)
        if token.type in ("th_open", "td_open")
    ]


def _runs(tokens: Sequence[Token]) -> list[Run]:
    return [run for token in tokens for run in _inline(token.children or [])]


def _inline(children: Sequence[Token]) -> Iterator[Run]:
    marks = {"strong": 0, "em": 0}
    link = ""
    for child in children:
        if child.tag in _MARKS and child.nesting:
            marks[child.tag] += child.nesting
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
            link = address if address.startswith(_SAFE) else ""
        elif child.type == "link_close":
            link = ""
        else:
            text = " " if child.type == "softbreak" else "\n" if child.type == "hardbreak" else child.content
            yield {
                "text": text,
                "strong": marks["strong"] > 0,
                "em": marks["em"] > 0,
                "code": child.type == "code_inline",
                "link": link,
            }
