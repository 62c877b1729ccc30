"""What is connected: estate.yaml."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from attestry.kit.content import Content


class ConnectionFile(Content):
    """A connection of the company; a list that is handed in names its table and its rhythm."""

    name: str
    source: str
    title: str
    settings: dict[str, Any] = Field(default_factory=dict)
    table: str = ""
    every_days: int = 1


class HostFile(Content):
    """A production machine."""

    name: str
    title: str
    ports: tuple[int, ...]


class Repository(Content):
    """The code repository and what its changes are about."""

    name: str
    branch: str
    authors: tuple[str, ...]
    areas: tuple[str, ...]
    verbs: tuple[str, ...]
    files: tuple[str, ...]


class Estate(Content):
    """estate.yaml."""

    hosts: tuple[HostFile, ...]
    repository: Repository
    connections: tuple[ConnectionFile, ...]
