"""Describing services, data classes and data stores."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.scope.errors import NameMissing, NameTaken
from attestry.scope.models import DataClass, DataStore, Service, System
from attestry.scope.rules.system import Encryption


@act("scope.add_data_class")
def add_data_class(
    actor: Actor,
    system: System,
    *,
    key: str,
    title: str,
    handling: str,
    is_confidential: bool,
    is_personal: bool,
) -> DataClass:
    """Add a data class. Raises NameMissing and NameTaken."""
    if not key.strip() or not title.strip():
        raise NameMissing("data class")
    if system.data_classes.filter(key=key).exists():
        raise NameTaken("data class", key)
    made = DataClass.objects.create(
        system=system,
        key=key,
        title=title,
        handling=handling,
        is_confidential=is_confidential,
        is_personal=is_personal,
    )
    record(f"data_class:{key}", after={"title": title, "handling": handling})
    return made


@act("scope.add_service")
def add_service(
    actor: Actor,
    system: System,
    *,
    name: str,
    description: str = "",
    customers: str = "",
    data_classes: Iterable[DataClass] = (),
) -> Service:
    """Register a service with its customers and the classes of their data that it holds."""
    if not name.strip():
        raise NameMissing("service")
    if system.services.filter(name=name).exists():
        raise NameTaken("service", name)
    held = list(data_classes)
    service = Service.objects.create(system=system, name=name, description=description, customers=customers)
    service.data_classes.set(held)
    record(
        f"service:{name}",
        after={"customers": customers, "data_classes": sorted(each.key for each in held)},
    )
    return service


@act("scope.add_data_store")
def add_data_store(
    actor: Actor,
    system: System,
    *,
    name: str,
    data_class: DataClass | None = None,
    location: str = "",
    encryption: Encryption = Encryption.UNKNOWN,
    access: str = "",
    retention: str = "",
    agreement: str = "",
    is_health_data: bool = False,
) -> DataStore:
    """Register a data store; what is left out is a finding, not a refusal."""
    if not name.strip():
        raise NameMissing("data store")
    if system.data_stores.filter(name=name).exists():
        raise NameTaken("data store", name)
    store = DataStore.objects.create(
        system=system,
        name=name,
        data_class=data_class,
        location=location,
        encryption=encryption,
        access=access,
        retention=retention,
        agreement=agreement.strip(),
        is_health_data=is_health_data,
    )
    record(f"data_store:{name}", after=store.record())
    return store


@act("scope.edit_data_store")
def edit_data_store(
    actor: Actor,
    store: DataStore,
    *,
    data_class: DataClass | None,
    location: str,
    encryption: Encryption,
    access: str,
    retention: str,
    agreement: str = "",
    is_health_data: bool = False,
) -> DataStore:
    """Write down what is now known about a data store."""
    store = DataStore.objects.select_for_update().get(pk=store.pk)
    before = store.record()
    store.data_class = data_class
    store.location = location
    store.encryption = encryption
    store.access = access
    store.retention = retention
    store.agreement = agreement.strip()
    store.is_health_data = is_health_data
    store.save()
    record(f"data_store:{store.name}", before=before, after=store.record())
    return store
