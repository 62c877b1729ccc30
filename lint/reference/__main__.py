"""Writes every page that is made from the code."""

from __future__ import annotations

from lint.reference import MADE, PAGES

for name, made in MADE.items():
    PAGES.mkdir(parents=True, exist_ok=True)
    (PAGES / name).write_text(made(), encoding="utf-8")
    print(f"docs/reference/{name}")
