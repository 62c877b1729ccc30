"""The list of controls, narrowed as asked, and finding one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

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


# What a line is made of, in the order of its fields; a control has long texts and lists beside it.
_OF_A_LINE = (
    "key", "title", "category__key", "category__title", "nature", "execution", "frequency", "is_key", "state",
    "origin", "owner__name", "owner__email", "owner_role",
)  # fmt: skip


def lines_of(controls: QuerySet[Control]) -> tuple[ControlLine, ...]:
    """Controls as lines, in two queries."""
    criteria: defaultdict[int, list[str]] = defaultdict(list)
    mapped = Mapping.objects.filter(family=TRUST_SERVICES, control__in=controls.order_by().values("pk"))
    for control, reference in mapped.order_by("position").values_list("control", "reference"):
        criteria[control].append(reference)
    return tuple(_line(said, criteria[pk]) for pk, *said in controls.values_list("pk", *_OF_A_LINE))


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
    owner, category = control.owner, control.category
    said = (
        control.key, control.title, category.key, category.title, control.nature, control.execution,
        control.frequency, control.is_key, control.state, control.origin, owner and owner.name,
        owner and owner.email, control.owner_role,
    )  # fmt: skip
    return _line(said, criteria)


def _line(said: Sequence[Any], criteria: Sequence[str]) -> ControlLine:
    key, title, category, category_title, nature, execution, *rest = said
    frequency, is_key, state, origin, owner, email, role = rest
    return ControlLine(
        key=key,
        title=title,
        category=category,
        category_title=category_title,
        nature=Nature(nature),
        execution=Execution(execution),
        frequency=frequency,
        is_key=is_key,
        state=State(state),
        origin=origin,
        owner=owner or "",
        owner_email=email or "",
        owner_role=role,
        criteria=tuple(criteria),
    )


def every_line() -> tuple[ControlLine, ...]:
    """Every standing control as a line, by category and id, in two queries."""
    return lines_of(standing_controls().order_by("category__position", "key"))


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
