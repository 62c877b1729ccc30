"""Small framework folders for tests, written where a test wants them."""

from __future__ import annotations

from pathlib import Path

import yaml

from attestry.frameworks.actions import sync_frameworks
from attestry.journal.rules import Actor

SYSTEM = Actor.system("tests")


def item(reference: str, title: str = "A title", **columns: object) -> dict[str, object]:
    """One criterion in section S."""
    return {"id": reference, "section": "S", "title": title, **columns}


def write_framework(
    root: Path,
    key: str,
    items: list[dict[str, object]],
    *,
    family: str = "",
    effective_on: str = "2020-01-01",
) -> Path:
    """A framework of one section S under ``root``; answers its folder."""
    folder = root / key
    folder.mkdir(parents=True, exist_ok=True)
    head = {
        "id": key,
        "family": family or key,
        "title": f"Framework {key}",
        "short_title": key,
        "kind": "voluntary",
        "publisher": "Nobody",
        "version": "1",
        "effective_on": effective_on,
        "item_count": len(items),
        "standing": "Made up.",
        "summary": "Made up.",
        "notice": "Made up.",
    }
    (folder / "framework.yaml").write_text(yaml.safe_dump(head, sort_keys=False))
    body = {"sections": [{"id": "S", "title": "Section"}], "items": items}
    (folder / "items.yaml").write_text(yaml.safe_dump(body, sort_keys=False))
    return folder


def load_library() -> None:
    """The packaged frameworks, in the database."""
    sync_frameworks(SYSTEM)
