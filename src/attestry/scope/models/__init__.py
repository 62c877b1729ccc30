"""Tables of scope: the system, its boundary, what is promised, where data are, what was decided."""

from __future__ import annotations

from attestry.scope.models.boundary import (
    BoundaryRule,
    Component,
    DiscoveredResource,
    Environment,
)
from attestry.scope.models.decision import (
    Driver,
    FrameworkTrack,
    InapplicableCriterion,
    ScopeAnswers,
    ScopeDecision,
)
from attestry.scope.models.promises import (
    Commitment,
    ExpectedControl,
    SubserviceOrganization,
    UserEntityControl,
)
from attestry.scope.models.stores import DataStore, Disposal, StoreGrant, StoreReading
from attestry.scope.models.system import ChosenCategory, DataClass, Service, System

__all__ = [
    "BoundaryRule",
    "ChosenCategory",
    "Commitment",
    "Component",
    "DataClass",
    "DataStore",
    "DiscoveredResource",
    "Disposal",
    "Driver",
    "Environment",
    "ExpectedControl",
    "FrameworkTrack",
    "InapplicableCriterion",
    "ScopeAnswers",
    "ScopeDecision",
    "Service",
    "StoreGrant",
    "StoreReading",
    "SubserviceOrganization",
    "System",
    "UserEntityControl",
]
