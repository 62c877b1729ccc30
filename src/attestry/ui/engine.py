"""The template engine: Jinja2 that escapes everything and refuses undefined names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, StrictUndefined

from attestry.ui import words
from attestry.ui.addresses import address
from attestry.ui.bulk import undo_address
from attestry.ui.components import FOLDER
from attestry.ui.filters import FILTERS
from attestry.ui.stylesheet import sheet_address

_ROOMS = Path(__file__).parent.parent
_FRAME = "attestry.ui.frame.frame"


class Templates(Jinja2):
    """Django's Jinja2 backend that looks in each room's ``templates`` folder and adds the frame."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        options = params["OPTIONS"]
        options["context_processors"] = [_FRAME, *options.get("context_processors", [])]
        super().__init__(params)


def environment(**options: Any) -> Environment:
    """The environment that every page and component is rendered in."""
    given = options.pop("loader", None)
    folders = FileSystemLoader(sorted(_ROOMS.glob("*/templates")))
    parts = [FunctionLoader(_component_source), folders, *([given] if given else [])]
    options.update(loader=ChoiceLoader(parts), autoescape=True, undefined=StrictUndefined)
    options.update(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.do"])
    made = Environment(**options)  # noqa: S701  autoescape is on, in the options above
    made.filters.update(FILTERS)
    made.globals.update(
        url=url,
        static=static,
        page_address=address,
        sheet_address=sheet_address,
        undo_address=undo_address,
        OUTCOMES=words.OUTCOMES,
    )
    return made


def url(name: str, *arguments: object, **named: object) -> str:
    """The address of a named page."""
    return reverse(name, args=arguments or None, kwargs=named or None)


def _component_source(name: str) -> tuple[str, str, Any] | None:
    """``components/<name>.html`` is the file of that component's folder."""
    path = Path(name)
    file = FOLDER / path.stem / path.name
    if path.parent.as_posix() != "components" or not file.is_file():
        return None
    changed_at = file.stat().st_mtime
    return file.read_text(encoding="utf-8"), str(file), lambda: file.stat().st_mtime == changed_at
