"""Jinja2 as Django's template engine, reading each room's ``templates`` folder."""

from __future__ import annotations

from django.template.backends.jinja2 import Jinja2


class Templates(Jinja2):
    """Django's Jinja2 backend over the folder name that the rooms use."""

    app_dirname = "templates"
