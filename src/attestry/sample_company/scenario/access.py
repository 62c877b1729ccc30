"""Access: accounts in every system, rights given for a time, quarterly reviews, sign-in settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.content.people import Person
from attestry.sample_company.content.systems import SystemFile
from attestry.sample_company.rules.calendar import WEEK, Moment
from attestry.sample_company.rules.chance import between, digest, share

Row = dict[str, Any]

GRANT_DAYS = 14
GRANT_EVERY = 21
REVIEW_DAYS = 14
REMOVED_SHARE = 0.03


def accounts(company: Company, moment: Moment) -> Iterator[Row]:
    """Every account of every system, disabled ones included."""
    for system in company.systems.systems:
        for person in holders(company, system, moment.day):
            yield _account(company, system, person, moment)
    for service in company.systems.service_accounts:
        yield {
            "account_id": service.id,
            "system": service.system,
            "sign_in_name": service.id.partition("/")[2],
            "kind": "service",
            "owner_email": company.address(service.owner),
            "is_active": True,
            "is_admin": False,
            "created_at": moment.calendar.at(-420, 10),
            "last_sign_in_at": moment.calendar.at(moment.monday(), 1),
        }


def holders(company: Company, system: SystemFile, day: int) -> Iterator[Person]:
    """Everybody who has, or had, an account in the system."""
    for person in company.people:
        belongs = not system.departments or person.department in system.departments
        if person.starts <= day and (belongs or person.id in system.admins):
            yield person


def _account(company: Company, system: SystemFile, person: Person, moment: Moment) -> Row:
    disabled, last_used = _disabled_day(company, system, person), person.ends
    away = taken_away(company, system, person)
    if away is not None and (disabled is None or away < disabled):
        disabled, last_used = away, away
    is_active = disabled is None or moment.day <= disabled
    lapse = company.story.no_second_factor
    has_lapsed = (person.id, system.id) == (lapse.person, lapse.system)
    without = has_lapsed and lapse.day <= moment.day < lapse.day + lapse.days
    lag = between(0, 2, "sign-in", system.id, person.id)
    used = moment.monday(lag) if disabled is None else min(moment.monday(lag), (last_used or 0) - lag)
    return {
        "account_id": f"{system.id}/{person.login}",
        "system": system.id,
        "sign_in_name": person.login,
        "kind": "person",
        "person_email": company.address(person.id),
        "is_active": is_active,
        "is_admin": person.id in system.admins,
        "created_at": moment.calendar.at(person.starts, 9, between(0, 59, system.id, person.id)),
        "disabled_at": None if is_active or disabled is None else moment.calendar.at(disabled, 17, 40),
        "last_sign_in_at": moment.calendar.at(used, 8, lag) if used >= person.starts else None,
        "mfa_factor": "none" if without else system.factor,
    }


def _disabled_day(company: Company, system: SystemFile, person: Person) -> int | None:
    """The day on which the account is disabled: the last working day, or late as the story says."""
    if person.ends is None:
        return None
    late = {(one.person, one.system): one.days for one in company.story.late_leavers}
    return person.ends + late.get((person.id, system.id), 0)


def access_grants(company: Company, moment: Moment) -> Iterator[Row]:
    """Administrator rights on call, each for a fortnight, asked for and approved by two people."""
    platform = [one for one in company.people if one.department == "Platform" and one.manager is not None]
    lead, approver = company.address(platform[0].id), company.address(platform[0].manager or "")
    for position, start in enumerate(range(0, moment.day + 1, GRANT_EVERY)):
        on_call = [one for one in platform[1:] if one.works_on(start) and one.works_on(start + GRANT_DAYS)]
        person = on_call[position % len(on_call)]
        ends = start + GRANT_DAYS
        yield {
            "grant_id": f"GR-{position + 1:03}",
            "system": "aws-console",
            "account_id": f"aws-console/{person.login}",
            "role": "platform-on-call",
            "is_privileged": True,
            "requested_by": lead,
            "requested_at": moment.calendar.at(start - 3, 10),
            "approved_by": approver,
            "approved_at": moment.calendar.at(start - 3, 15),
            "granted_at": moment.calendar.at(start, 4),
            "ends_at": moment.calendar.at(ends, 4),
            "removed_at": moment.calendar.at(ends, 4) if ends < moment.day else None,
        }


def review_items(company: Company, moment: Moment) -> Iterator[Row]:
    """One line per account and quarterly review, decided by somebody else than its holder."""
    for number, opened in enumerate(company.systems.reviews):
        if opened > moment.day:
            return
        for system in company.systems.systems:
            if system.is_reviewed:
                for person in holders(company, system, opened):
                    yield _review_item(company, moment, number, system, person)


def _review_item(company: Company, moment: Moment, number: int, system: SystemFile, person: Person) -> Row:
    opened = company.systems.reviews[number]
    reviewer = system.owner if person.id != system.owner else person.manager or "W101"
    decided = opened + between(1, 9, "review", number, system.id, person.id)
    is_decided = decided <= moment.day
    days = removal_days(company, number, system, person)
    return {
        "review_item_id": f"review-{number + 1}/{system.id}/{person.login}",
        "review": f"Access review {number + 1}, {system.title}",
        "system": system.id,
        "account_id": f"{system.id}/{person.login}",
        "person_email": company.address(person.id),
        "reviewer_email": company.address(reviewer) if is_decided else None,
        "due_on": moment.calendar.on(opened + REVIEW_DAYS),
        "decided_on": moment.passed(decided),
        "decision": ("keep" if days is None else "change") if is_decided else None,
        "done_on": None if days is None else moment.passed(decided + days),
    }


def removal_days(company: Company, number: int, system: SystemFile, person: Person) -> int | None:
    """How many days after a review's decision an access is taken away; None where it is kept."""
    opened, late = company.systems.reviews[number], company.story.late_removal
    removable = [one.id for one in holders(company, system, opened) if one.works_on(opened + REVIEW_DAYS)]
    if (number, system.id) == (late.review, late.system) and person.id == removable[-1]:
        return late.days
    is_removed = share("remove", number, system.id, person.id) < REMOVED_SHARE
    return between(0, 3, "done", number, system.id, person.id) if is_removed else None


def taken_away(company: Company, system: SystemFile, person: Person) -> int | None:
    """The day from which a review has left somebody without this account, where one has."""
    for number, opened in enumerate(company.systems.reviews):
        if system.is_reviewed and person.works_on(opened) and person.id not in system.admins:
            days = removal_days(company, number, system, person)
            if days is not None:
                return opened + between(1, 9, "review", number, system.id, person.id) + days
    return None


def sign_in_policies(company: Company, _moment: Moment) -> Iterator[Row]:
    """What each system asks of a password and a session."""
    for system in company.systems.systems:
        yield {
            "system": system.id,
            "minimum_length": system.minimum_length,
            "lockout_attempts": 8,
            "session_minutes": system.session_minutes,
            "blocks_breached_passwords": True,
            "has_passwords": True,
            "owner": company.address(system.owner),
        }


def firewall_rules(company: Company, _moment: Moment) -> Iterator[Row]:
    """The rules of the firewalls that the provider's account does not show."""
    for rule in company.systems.firewall_rules:
        yield {
            "rule_id": rule.id,
            "account": "office and edge",
            "firewall": rule.firewall,
            "is_enabled": True,
            "protocol": rule.protocol,
            "port_from": rule.port,
            "port_to": rule.port,
            "source": rule.source,
            "owner": company.address(rule.owner),
            "reason": rule.reason,
        }


def devices(company: Company, moment: Moment) -> Iterator[Row]:
    """One laptop a person, taken back and wiped after the last day."""
    for person in company.people:
        if person.starts - 1 > moment.day:
            continue
        gone = None if person.ends is None else person.ends + 3
        yield {
            "device_id": f"WR-{digest('device', person.id)[:7].upper()}",
            "name": f"{person.login.partition('.')[0]}-laptop",
            "kind": "laptop",
            "worker_email": company.address(person.id) if gone is None or moment.day < gone else None,
            "os_name": "macOS" if share("os", person.id) < 0.7 else "Ubuntu",
            "os_version": _version(person, moment),
            "is_managed": True,
            "is_disk_encrypted": True,
            "screen_lock_minutes": 5,
            "has_endpoint_protection": True,
            "last_seen_at": moment.calendar.at(moment.monday(between(0, 2, "seen", person.id)), 7),
            "retired_on": moment.passed(gone),
            "wiped_on": moment.passed(None if gone is None else gone + 1),
            "destruction_proof": f"WIPE-{person.id}" if gone is not None and gone < moment.day else None,
        }


def _version(person: Person, moment: Moment) -> str:
    """A new version every ten weeks, installed within the fortnight."""
    installed = (moment.day + 700 - between(1, 2 * WEEK, "update", person.id)) // (10 * WEEK)
    return f"15.{installed - 9}" if share("os", person.id) < 0.7 else f"24.04.{installed - 9}"
