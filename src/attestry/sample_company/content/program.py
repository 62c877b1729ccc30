"""What the company's people do in Attestry: program.yaml."""

from __future__ import annotations

from pydantic import Field

from attestry.accounts.rules import Role
from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.kit.content import Content
from attestry.scope.rules.system import ComponentKind, Encryption, Verdict


class UserFile(Content):
    """Somebody who signs in to Attestry; ``owns`` are owner roles of controls."""

    login: str
    name: str
    role: Role
    owns: tuple[str, ...] = ()
    domain: str = ""


class CategoryFile(Content):
    """A category put in scope, with the reason."""

    category: str
    reason: str


class ServiceFile(Content):
    """A service that customers are provided with."""

    name: str
    description: str
    customers: str
    data_classes: tuple[str, ...]


class ScopeStore(Content):
    """A data store of the system description; what is left out is a finding."""

    name: str
    data_class: str | None = None
    location: str = ""
    encryption: Encryption = Encryption.UNKNOWN
    access: str = ""
    retention: str = ""
    agreement: str = ""


class ComponentFile(Content):
    """A part of the system, or of what surrounds it."""

    kind: ComponentKind
    name: str
    description: str
    verdict: Verdict = Verdict.IN
    reason: str = ""


class ResourceFile(Content):
    """A resource that a source reported, with the decision where there is one."""

    source: str
    item_id: str
    verdict: Verdict = Verdict.UNDECIDED
    reason: str = ""


class Finding(Content):
    """What a person concluded of a control from a document, and for how many days it holds."""

    control: str
    aspect: Aspect
    outcome: Outcome
    conclusion: str
    holds_days: int


class DocumentFile(Content):
    """A document handed in; with ``every_days`` again and again, for the period since."""

    title: str
    filename: str
    by: str
    day: int
    covers_days: int
    controls: tuple[str, ...]
    text: str
    note: str = ""
    every_days: int | None = None
    findings: tuple[Finding, ...] = ()


class Threshold(Content):
    """A test's parameters as the company chose them."""

    test: str
    values: dict[str, str | int | bool]


class Program(Content):
    """program.yaml."""

    users: tuple[UserFile, ...]
    fallback_owner: str
    not_live: tuple[str, ...] = Field(default=())
    categories: tuple[CategoryFile, ...]
    services: tuple[ServiceFile, ...]
    data_stores: tuple[ScopeStore, ...]
    components: tuple[ComponentFile, ...]
    resources: tuple[ResourceFile, ...]
    thresholds: tuple[Threshold, ...]
    documents: tuple[DocumentFile, ...]
