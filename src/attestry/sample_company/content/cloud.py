"""What runs at the hosting provider: cloud.yaml."""

from __future__ import annotations

from attestry.kit.content import Content


class CloudUser(Content):
    """A user of the account; people come through the directory and are not here."""

    name: str
    is_admin: bool
    created: int
    has_password: bool = False
    key_created: int | None = None
    rotates_every: int | None = None
    last_used: int | None = None


class Bucket(Content):
    """A bucket."""

    name: str
    owner: str
    created: int


class Database(Content):
    """A relational database."""

    name: str
    engine: str
    version: str
    port: int
    created: int


class NetworkGroup(Content):
    """A security group and where it lets in from."""

    name: str
    ports: tuple[int, ...]
    source: str


class ContainerService(Content):
    """A service made of tasks."""

    name: str
    tasks: int


class Cloud(Content):
    """cloud.yaml."""

    account_id: str
    region: str
    users: tuple[CloudUser, ...]
    roles: tuple[str, ...]
    policies: tuple[str, ...]
    buckets: tuple[Bucket, ...]
    databases: tuple[Database, ...]
    dynamodb_tables: tuple[str, ...]
    log_groups: tuple[str, ...]
    groups: tuple[NetworkGroup, ...]
    keys: tuple[str, ...]
    services: tuple[ContainerService, ...]
    machines: tuple[str, ...]
