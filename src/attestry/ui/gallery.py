"""The gallery: every component with its examples, rendered from the text that is shown beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from jinja2 import Environment
from markupsafe import Markup

from attestry.ui.components import Component, Example, Examples, components
from attestry.ui.engine import Templates
from attestry.ui.exhibit_values import shaped
from attestry.ui.reference import GROUPS


@dataclass(frozen=True, slots=True)
class Shown:
    """One example: its name, the text an author writes, and what comes of it."""

    name: str
    source: str
    rendered: Markup
    wide: bool


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One component with what is said of it and all its examples."""

    name: str
    title: str
    summary: str
    group: str
    shown: tuple[Shown, ...]


def gallery(request: HttpRequest) -> HttpResponse:
    """The page of all components."""
    backend = next(engine for engine in engines.all() if isinstance(engine, Templates))
    return render(request, "ui/gallery.html", {"groups": exhibits(backend.env)})


def exhibits(environment: Environment) -> tuple[tuple[str, tuple[Exhibit, ...]], ...]:
    """Every component under its group, in the order of the groups."""
    made = sorted(
        (_exhibit(environment, component, component.examples()) for component in components()),
        key=lambda exhibit: (GROUPS.index(exhibit.group), exhibit.title),
    )
    return tuple((group, tuple(members)) for group, members in groupby(made, key=lambda e: e.group))


def _exhibit(environment: Environment, component: Component, said: Examples) -> Exhibit:
    shown = tuple(
        Shown(e.name, e.template.strip(), example_markup(environment, component, e), e.wide)
        for e in said.examples
    )
    return Exhibit(component.name, said.title, said.summary, said.group, shown)


def example_markup(environment: Environment, component: Component, example: Example) -> Markup:
    """What an example comes out as; the component's own macro needs no import line in it."""
    imported = f'{{% from "components/{component.name}.html" import {component.name} %}}'
    template = environment.from_string(imported + example.template)
    return Markup(template.render(shaped(example.given)))  # noqa: S704  the template escaped its values
