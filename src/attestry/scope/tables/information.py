"""Services with the data that they hold, data classes, data stores, who reads them, and disposals."""

from __future__ import annotations

from attestry.scope.models import DataClass
from attestry.scope.queries.boundary import ServiceLine, StoreLine
from attestry.scope.queries.reaching_data import DisposalLine, ReaderLine
from attestry.scope.rules.disposal import DisposalKind
from attestry.scope.tables.findings import by_findings
from attestry.ui.rows import Held, Rows, Shown

SERVICES: Rows[ServiceLine] = Rows(
    "services",
    (
        Shown("name", "Service", lambda one: one.name),
        Shown("customers", "Customers", lambda one: one.customers or None),
        Shown("holds", "Holds of their data", lambda one: ", ".join(one.data_classes) or None),
    ),
    {
        "name": lambda one: one.name,
        "description": lambda one: one.description,
        "customers": lambda one: one.customers,
        "holds": lambda one: one.data_classes,
    },
)

DATA_CLASSES: Rows[DataClass] = Rows(
    "data-classes",
    (
        Shown("title", "Class", lambda one: one.title),
        Shown("handling", "How it is handled", lambda one: one.handling or None),
        Shown("marked", "Marked", lambda one: (one.is_confidential, one.is_personal)),
    ),
    {
        "key": lambda one: one.key,
        "title": lambda one: one.title,
        "handling": lambda one: one.handling,
        "confidential": lambda one: "yes" if one.is_confidential else "no",
        "personal": lambda one: "yes" if one.is_personal else "no",
    },
    (
        Held(
            "marked_as",
            "Marked",
            (("confidential", "Confidential"), ("personal", "Personal")),
            lambda one: [
                name
                for name, is_so in (("confidential", one.is_confidential), ("personal", one.is_personal))
                if is_so
            ],
        ),
    ),
)

STORES: Rows[StoreLine] = Rows(
    "data-stores",
    (
        Shown("name", "Store", lambda one: one.name),
        Shown("class", "Class", lambda one: one.data_class or None),
        Shown("encryption", "At rest", lambda one: one.encryption),
        Shown("retention", "Kept", lambda one: one.retention or None),
        Shown("findings", "Findings", lambda one: len(one.findings)),
    ),
    {
        "name": lambda one: one.name,
        "data_class": lambda one: one.data_class,
        "location": lambda one: one.location,
        "encryption": lambda one: one.encryption,
        "access": lambda one: one.access,
        "retention": lambda one: one.retention,
        "findings": lambda one: one.findings,
    },
    (by_findings(lambda one: one.findings),),
)

READERS: Rows[ReaderLine] = Rows(
    "readers",
    (
        Shown("person", "Person", lambda one: one.person),
        Shown("since", "May since", lambda one: one.grant.granted_on if one.grant else None),
        Shown("times", "Times in 90 days", lambda one: one.times, numeric=True),
        Shown("last", "Last read", lambda one: one.last_at),
    ),
    {
        "person": lambda one: one.person,
        "may_today": lambda one: "yes" if one.grant else "no",
        "basis": lambda one: one.grant.basis if one.grant else "",
        "granted_on": lambda one: one.grant.granted_on if one.grant else "",
        "times_in_90_days": lambda one: one.times,
        "last_read_at": lambda one: one.last_at,
    },
    (
        Held(
            "who",
            "Who",
            (("can", "Can read"), ("did", "Did read"), ("without", "Did, and may not")),
            lambda one: [
                name
                for name, is_so in (
                    ("can", one.grant),
                    ("did", one.times),
                    ("without", one.times and not one.grant),
                )
                if is_so
            ],
        ),
    ),
)

DISPOSALS: Rows[DisposalLine] = Rows(
    "disposals",
    (
        Shown("name", "What", lambda one: one.disposal.name),
        Shown("method", "How", lambda one: one.disposal.method),
        Shown("day", "Day", lambda one: one.disposal.disposed_on),
        Shown("certificate", "Certificate", lambda one: one.disposal.certificate or None),
    ),
    {
        "name": lambda one: one.disposal.name,
        "kind": lambda one: one.disposal.kind,
        "method": lambda one: one.disposal.method,
        "disposed_on": lambda one: one.disposal.disposed_on,
        "performed_by": lambda one: one.disposal.performed_by,
        "certificate": lambda one: one.disposal.certificate,
        "data_store": lambda one: one.disposal.store.name if one.disposal.store else "",
        "findings": lambda one: one.findings,
    },
    (
        Held(
            "kind",
            "Kind",
            tuple((k.value, k.value.replace("_", " ").capitalize()) for k in DisposalKind),
            lambda one: (one.disposal.kind,),
        ),
        by_findings(lambda one: one.findings),
    ),
)
