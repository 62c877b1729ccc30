"""What people sign in to and acknowledge: systems.yaml."""

from __future__ import annotations

from attestry.kit.content import Content


class SystemFile(Content):
    """A system that people sign in to; no departments means everybody."""

    id: str
    title: str
    departments: tuple[str, ...]
    admins: tuple[str, ...]
    owner: str
    factor: str
    is_reviewed: bool
    minimum_length: int
    session_minutes: int


class ServiceAccount(Content):
    """An account that no person signs in with."""

    id: str
    system: str
    owner: str


class PolicyVersion(Content):
    """An edition of a policy and the day from which it has to be acknowledged."""

    version: str
    day: int


class Policy(Content):
    """A policy that everybody acknowledges."""

    id: str
    title: str
    versions: tuple[PolicyVersion, ...]


class Endpoint(Content):
    """An address that answers with TLS."""

    host: str
    port: int
    protocol: str
    is_public: bool
    owner: str


class FirewallRule(Content):
    """A rule as the firewall exports it."""

    id: str
    firewall: str
    protocol: str
    port: int
    source: str
    owner: str
    reason: str


class Systems(Content):
    """systems.yaml."""

    systems: tuple[SystemFile, ...]
    service_accounts: tuple[ServiceAccount, ...]
    policies: tuple[Policy, ...]
    reviews: tuple[int, ...]
    endpoints: tuple[Endpoint, ...]
    firewall_rules: tuple[FirewallRule, ...]
