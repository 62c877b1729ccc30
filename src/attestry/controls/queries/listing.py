"""The list of controls, narrowed as asked, and finding one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from attestry.accounts.models import User
from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role
from attestry.controls.errors import UnknownControl
from attestry.controls.models import Control, ControlCategory, Mapping
from attestry.controls.rules.control import IN_USE, Execution, Nature, State
from attestry.frameworks.rules import TRUST_SERVICES


@dataclass(frozen=True, slots=True)
class ControlFilters:
    """What a list of controls is narrowed by; an empty text does not narrow."""

    search: str = ""
    category: str = ""
    state: str = ""
    nature: str = ""
    execution: str = ""
    origin: str = ""
    criterion: str = ""
    owner: str = ""
    without_owner: bool = False


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A control as a list shows it."""

    key: str
    title: str
    category: str
    category_title: str
    nature: Nature
    execution: Execution
    frequency: str
    is_key: bool
    state: State
    origin: str
    owner: str
    owner_email: str
    owner_role: str
    criteria: tuple[str, ...]

    @property
    def is_in_use(self) -> bool:
        """Whether the company has taken it on: adopted or live."""
        return self.state in IN_USE


@dataclass(frozen=True, slots=True)
class ControlList:
    """The controls asked for, and how many there are of each state and execution in all."""

    controls: tuple[ControlLine, ...]
    total: int
    by_state: dict[str, int]
    by_execution: dict[str, int]
    by_category: dict[str, int]


def standing_controls() -> QuerySet[Control]:
    """Controls that the library still has, that are the company's own, or that are in use."""
    return Control.objects.filter(Q(withdrawn_at=None) | Q(state__in=IN_USE))


def control_list(filters: ControlFilters | None = None) -> ControlList:
    """The controls that fit, by category and id, in three queries however many there are."""
    found = _narrowed(standing_controls(), filters or ControlFilters())
    facets = list(standing_controls().order_by().values_list("state", "execution", "category__key"))
    return ControlList(
        controls=lines_of(found.order_by("category__position", "key")),
        total=len(facets),
        by_state=Counter(state for state, _, _ in facets),
        by_execution=Counter(execution for _, execution, _ in facets),
        by_category=Counter(category for _, _, category in facets),
    )


def control_named(key: str) -> Control:
    """The control of that id. Raises UnknownControl."""
    control = Control.objects.select_related("category", "owner").filter(key=key).first()
    if control is None:
        raise UnknownControl(key)
    return control


def locked(control: Control) -> Control:
    """The control as it stands now, held for the transaction, so that two acts do not cross."""
    return Control.objects.select_for_update(of=("self",)).select_related("owner").get(pk=control.pk)


def control_categories() -> tuple[ControlCategory, ...]:
    """The categories in reading order."""
    return tuple(ControlCategory.objects.order_by("position"))


def known_control_keys() -> frozenset[str]:
    """The ids of all standing controls: what a control test may name."""
    return frozenset(standing_controls().order_by().values_list("key", flat=True))


# Long texts and lists that no line shows; reading them costs more than the rest of a control.
_NOT_OF_A_LINE = ("statement", "automation", "risk", "risk_waiver", "population", "evidence", "checks",
                  "test_methods", "references")  # fmt: skip


def lines_of(controls: QuerySet[Control]) -> tuple[ControlLine, ...]:
    """Controls as lines, in two queries."""
    found = list(controls.select_related("category", "owner").defer(*_NOT_OF_A_LINE))
    criteria: dict[int, list[str]] = {}
    mapped = Mapping.objects.filter(family=TRUST_SERVICES, control__in=[control.pk for control in found])
    for control, reference in mapped.order_by("position").values_list("control", "reference"):
        criteria.setdefault(control, []).append(reference)
    return tuple(line_of(control, criteria.get(control.pk, ())) for control in found)


def _narrowed(controls: QuerySet[Control], filters: ControlFilters) -> QuerySet[Control]:
    exact = {
        "category__key": filters.category,
        "state": filters.state,
        "nature": filters.nature,
        "execution": filters.execution,
        "origin": filters.origin,
        "owner__email__iexact": filters.owner,
    }
    controls = controls.filter(**{name: value for name, value in exact.items() if value})
    if filters.without_owner:
        controls = controls.filter(owner=None)
    if filters.criterion:
        controls = controls.filter(
            mappings__family=TRUST_SERVICES, mappings__reference__iexact=filters.criterion
        )
    for word in filters.search.split():
        controls = controls.filter(
            Q(key__icontains=word) | Q(title__icontains=word) | Q(statement__icontains=word)
        )
    return controls


def line_of(control: Control, criteria: Sequence[str]) -> ControlLine:
    """A control as a list shows it; reads its category and owner, so select them with it."""
    return ControlLine(
        key=control.key,
        title=control.title,
        category=control.category.key,
        category_title=control.category.title,
        nature=Nature(control.nature),
        execution=Execution(control.execution),
        frequency=control.frequency,
        is_key=control.is_key,
        state=State(control.state),
        origin=control.origin,
        owner=control.owner.name if control.owner else "",
        owner_email=control.owner.email if control.owner else "",
        owner_role=control.owner_role,
        criteria=tuple(criteria),
    )


def categories_by_kind() -> dict[str, list[str]]:
    """The titles of the categories whose controls are performed on each kind of component, in one query."""
    found: dict[str, list[str]] = {}
    for title, kinds in ControlCategory.objects.values_list("title", "performed_on"):
        for kind in kinds:
            found.setdefault(kind, []).append(title)
    return found


def control_numbers(keys: Iterable[str]) -> dict[str, int]:
    """The numbers of the controls of these ids, in one query."""
    return dict(Control.objects.filter(key__in=list(keys)).values_list("key", "pk"))


def possible_owners() -> QuerySet[User]:
    """Who can answer for a control, by name."""
    return active_users().exclude(role=Role.AUDITOR)
