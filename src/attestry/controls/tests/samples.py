"""Small control libraries and texts for tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.rules.control import ControlText
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.rules import Actor
from attestry.kit import clock

SYSTEM = Actor.system("tests")

TEXT = ControlText(
    title="Visitors sign in",
    statement="Visitors sign a book at the door.",
    nature="preventive",
    execution="manual",
    frequency="per_event",
    risk="A stranger walks about.",
    automation="A person stands at the door.",
    mappings={"tsc": ("CC6.4",), "iso27001": ("A.7.2",)},
)


def text(**changes: Any) -> ControlText:
    """A complete text of an own control, changed as given."""
    return replace(TEXT, **changes)


def write_control(root: Path, key: str = "GOV-01", **changes: Any) -> Path:
    """A control file in the category governance under ``root``; answers its path."""
    folder = root / "governance"
    folder.mkdir(parents=True, exist_ok=True)
    category = {
        "id": "governance",
        "prefix": "GOV",
        "title": "Governance",
        "position": 10,
        "character": "organisational",
        "summary": "Made up.",
    }
    (folder / "category.yaml").write_text(yaml.safe_dump(category, sort_keys=False))
    content = {
        "id": key,
        "title": "A title",
        "statement": "Something is done.",
        "risk": "Something happens.",
        "nature": "preventive",
        "execution": "manual",
        "automation": "People do it.",
        "frequency": "annual",
        "key": True,
        "owner_role": "Somebody",
        "applies_when": "core",
        "criteria": ["CC1.1"],
        "population": "All of it",
        "evidence": ["A record"],
        "checks": ["A check"],
        "test_methods": ["inspection"],
        "mappings": {"iso27001": ["5.1"]},
    }
    path = folder / f"{key}.yaml"
    path.write_text(yaml.safe_dump(content | changes, sort_keys=False))
    return path


def load_library() -> None:
    """The packaged frameworks and controls, in the database."""
    sync_frameworks(SYSTEM)
    sync_control_library(SYSTEM)


def make_user(name: str = "Ada", role: Role = Role.OWNER, *, is_active: bool = True) -> User:
    """Somebody who may sign in."""
    return User.objects.create(
        email=f"{name.lower()}@example.com", name=name, role=role, is_active=is_active, created_at=clock.now()
    )
