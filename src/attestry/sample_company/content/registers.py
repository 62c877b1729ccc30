"""What the company keeps by hand: registers.yaml."""

from __future__ import annotations

from attestry.kit.content import Content


class StoreFile(Content):
    """A data store of the register."""

    id: str
    title: str
    kind: str
    location: str
    data_class: str
    is_personal: bool
    access: str
    retention_days: int
    owner: str
    backup_every_hours: int | None = None
    recovery_time_minutes: int | None = None


class RestoreTest(Content):
    """A trial of bringing data back."""

    store: str
    day: int
    minutes: int
    by: str


class Vendor(Content):
    """A supplier, with the days of its reviews."""

    id: str
    name: str
    service: str
    tier: str
    data_class: str
    is_subprocessor: bool
    owner: str
    assurance: str
    reviews: tuple[int, ...]
    starts: int = -400


class Risk(Content):
    """A risk of the register."""

    id: str
    title: str
    category: str
    owner: str
    inherent: float
    residual: float
    treatment: str
    due: int
    treated: int | None = None
    accepted_by: str | None = None


class Incident(Content):
    """An incident and how it went on."""

    id: str
    title: str
    severity: str
    day: int
    contained_after_hours: int
    closed_after_days: int
    cause: str
    is_personal: bool
    notification: str
    owner: str


class Registers(Content):
    """registers.yaml."""

    data_stores: tuple[StoreFile, ...]
    restore_tests: tuple[RestoreTest, ...]
    vendors: tuple[Vendor, ...]
    risks: tuple[Risk, ...]
    incidents: tuple[Incident, ...]
