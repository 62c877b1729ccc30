"""The answer of a verification as one HTML file that needs nothing beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from attestry.audit_packages.rules.answer import Answer, Replay
from attestry.kit.clock import to_text

_FOLDER = Path(__file__).parent / "templates" / "audit_packages"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("verification.html")


def html(answer: Answer) -> str:
    """The report as a page; everything that the package says is escaped in it."""
    return _template().render(answer=answer, Replay=Replay, to_text=to_text)
