"""Setting the company's home up: library, people with roles, scope, controls with owners, connections."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from attestry.accounts.actions.users import add_user
from attestry.accounts.models import User
from attestry.accounts.queries import user_of
from attestry.connectors.actions import add_connection, connect_registers
from attestry.control_tests.actions.setting import set_parameters
from attestry.controls.actions.adopting import adopt_all_for_scope, assign_owner, go_live
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.models import Control
from attestry.controls.queries.listing import standing_controls
from attestry.controls.rules.control import State
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.sample_company.company import Company
from attestry.sample_company.content.program import Program
from attestry.sample_company.rules.calendar import Calendar
from attestry.scope.actions.describing import add_data_store, add_service
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.drawing import add_component, decide_resource
from attestry.scope.actions.setting_up import choose_category, ensure_system
from attestry.scope.models import System
from attestry.scope.rules.system import Verdict

FOUNDED_DAYS_BEFORE = 3

_SETUP = Actor.system("setup")


def found(company: Company, calendar: Calendar) -> None:
    """Everything that stands before the first day, on the Friday before it."""
    day = -FOUNDED_DAYS_BEFORE
    with clock.simulated(calendar.at(day, 8)):
        sync_frameworks(_SETUP)
        sync_control_library(_SETUP)
        system = ensure_system(_SETUP, company.profile.product)
        _users(company)
    lead = _actor(company, company.program.fallback_owner)
    with clock.simulated(calendar.at(day, 9)):
        _scope(lead, system, company.program)
    with clock.simulated(calendar.at(day, 11)):
        adopt_all_for_scope(lead, system)
    _own_and_go_live(lead, company, calendar.at(day, 13))
    with clock.simulated(calendar.at(day, 16)):
        _connections(company)
        for threshold in company.program.thresholds:
            set_parameters(lead, threshold.test, threshold.values)


def _actor(company: Company, login: str) -> Actor:
    return user_of(f"{login}@{company.profile.domain}").actor()


def _users(company: Company) -> None:
    for one in company.program.users:
        add_user(
            _SETUP, email=f"{one.login}@{one.domain or company.profile.domain}", name=one.name, role=one.role
        )


def _scope(lead: Actor, system: System, program: Program) -> None:
    for chosen in program.categories:
        choose_category(lead, system, chosen.category, is_chosen=True, reason=chosen.reason)
    classes = {one.key: one for one in system.data_classes.all()}
    for service in program.services:
        add_service(
            lead,
            system,
            name=service.name,
            description=service.description,
            customers=service.customers,
            data_classes=[classes[key] for key in service.data_classes],
        )
    for store in program.data_stores:
        add_data_store(
            lead,
            system,
            name=store.name,
            data_class=classes[store.data_class] if store.data_class else None,
            location=store.location,
            encryption=store.encryption,
            access=store.access,
            retention=store.retention,
            agreement=store.agreement,
        )
    for part in program.components:
        add_component(
            lead,
            system,
            kind=part.kind,
            name=part.name,
            description=part.description,
            verdict=part.verdict,
            reason=part.reason,
        )
    _resources(lead, system, program)


def _resources(lead: Actor, system: System, program: Program) -> None:
    for source in sorted({one.source for one in program.resources}):
        found_there = [one.item_id for one in program.resources if one.source == source]
        note_discovered(_SETUP, system, source=source, item_ids=found_there)
    decisions = {one.item_id: one for one in program.resources}
    for resource in system.resources.order_by("item_id"):
        decided = decisions[resource.item_id]
        if decided.verdict is not Verdict.UNDECIDED:
            decide_resource(lead, resource, verdict=decided.verdict, reason=decided.reason)


def _own_and_go_live(lead: Actor, company: Company, start: datetime) -> None:
    """Every control gets an owner by its role; the key ones go live, but for those not ready yet."""
    owners = _owners(company)
    fallback = user_of(f"{company.program.fallback_owner}@{company.profile.domain}")
    for position, control in enumerate(standing_controls().filter(state=State.ADOPTED)):
        with clock.simulated(start + timedelta(seconds=50 * position)):
            assign_owner(lead, control, owner=owners.get(control.owner_role, fallback))
            if _is_ready(control, company.program):
                go_live(lead, control)


def _owners(company: Company) -> dict[str, User]:
    return {
        role: user_of(f"{one.login}@{company.profile.domain}")
        for one in company.program.users
        for role in one.owns
    }


def _is_ready(control: Control, program: Program) -> bool:
    return control.is_key and control.key not in program.not_live


def _connections(company: Company) -> None:
    administrator = _actor(company, company.program.users[0].login)
    box = SecretBox(settings.HOME.keys)
    for one in company.estate.connections:
        listed = {"table": one.table, "path": f"/srv/handed-in/{one.name}.csv"} if one.table else {}
        add_connection(
            administrator,
            name=one.name,
            source_id=one.source,
            settings={**listed, **one.settings},
            secrets={},
            box=box,
            title=one.title,
        )
    if company.habits is not None:
        sync_policy_templates(_SETUP)
        connect_registers(_SETUP, box)
