"""Running the service: vulnerabilities, backups, restore tests, change tickets, TLS, and registers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import WEEK, Moment
from attestry.sample_company.rules.chance import between, digest, pick, share

Row = dict[str, Any]

_ALLOWED = {"critical": 10, "high": 24, "medium": 70, "low": 120}
_LIBRARIES = ("openssl", "libxml2", "pillow", "curl", "zlib", "jinja", "libpq", "sqlite", "nghttp2", "expat")
_FIRST_BACKUP = -4
_CERTIFICATE_DAYS, _RENEWED_EVERY = 90, 50


def vulnerabilities(company: Company, moment: Moment) -> Iterator[Row]:
    """What scanners found each week, and when it was fixed."""
    slow = company.story.slow_fix
    for week in range(-6, moment.day // WEEK + 1):
        for number in range(between(1, 3, "found", week)):
            name = f"VUL-{week}-{number}" if week >= 0 else f"VUL-OLD{-week}-{number}"
            found = week * WEEK + between(0, 4, "day", name)
            if found > moment.day:
                continue
            severity = pick(
                ("critical", "high", "high", "medium", "medium", "medium", "low"), "severity", name
            )
            days = between(1, _ALLOWED[severity], "fix", name)
            if name == slow.vulnerability:
                severity, days = "high", slow.days
            fixed = moment.passed(found + days)
            yield {
                "vulnerability_id": name,
                "reference": f"WRV-{digest('reference', name)[:6].upper()}",
                "title": f"Weakness in {pick(_LIBRARIES, 'library', name)}",
                "asset": pick(
                    [host.name for host in company.estate.hosts] + ["payroll image"], "asset", name
                ),
                "severity": severity,
                "is_exploited": False,
                "found_on": moment.calendar.on(found),
                "fixed_on": fixed,
                "owner": company.address("W106"),
            }


def backup_runs(company: Company, moment: Moment) -> Iterator[Row]:
    """A copy of each store every night, kept in another region."""
    failed = company.story.failed_backup
    for day in moment.days_since(_FIRST_BACKUP):
        for store in company.registers.data_stores:
            if store.backup_every_hours is None or not moment.is_new(moment.calendar.at(day, 2, 50)):
                continue
            minutes = between(8, 40, "backup", store.id, day)
            yield {
                "run_id": f"{store.id}/{day - _FIRST_BACKUP:04}",
                "store_id": store.id,
                "started_at": moment.calendar.at(day, 2),
                "finished_at": moment.calendar.at(day, 2, minutes),
                "is_successful": (store.id, day) != (failed.store, failed.day),
                "is_encrypted": True,
                "size_bytes": between(40, 44, "size", store.id, day) * (1 << 30),
                "location": "eu-central-1",
            }


def restore_tests(company: Company, moment: Moment) -> Iterator[Row]:
    """Trials of bringing data back."""
    for trial in company.registers.restore_tests:
        if moment.is_new(moment.calendar.at(trial.day, 16)):
            yield {
                "restore_test_id": f"RT-{digest(trial.store, trial.day)[:6]}",
                "store_id": trial.store,
                "tested_on": moment.calendar.on(trial.day),
                "is_successful": True,
                "duration_minutes": trial.minutes,
                "tested_by": company.address(trial.by),
            }


def change_tickets(company: Company, moment: Moment) -> Iterator[Row]:
    """Changes to the infrastructure, about two a week."""
    for day in moment.days_since(-14):
        deployed = moment.calendar.at(day, 11, 20)
        if day % WEEK not in (1, 3) or share("change", day) < 0.2 or not moment.is_new(deployed):
            continue
        platform = [one for one in company.working(day) if one.department in ("Platform", "Security")]
        author = pick(platform, "author", day)
        approver = pick([one for one in platform if one is not author], "approver", day)
        yield {
            "change_id": f"CR-{1200 + day}",
            "title": f"{pick(('Resize', 'Upgrade', 'Reconfigure'), 'verb', day)} "
            f"{pick(('the edge', 'the payroll service', 'the batch machine', 'alerting'), 'what', day)}",
            "system": "production",
            "kind": "standard" if share("kind", day) < 0.3 else "normal",
            "author": company.address(author.id),
            "approved_by": company.address(approver.id),
            "approved_at": moment.calendar.at(day - 1, 14),
            "deployed_at": deployed,
            "deployed_by": "build-pipeline",
            "is_tested": True,
            "rollback_note": "The version before is deployed again.",
        }


def tls_endpoints(company: Company, moment: Moment) -> Iterator[Row]:
    """What each endpoint accepts; certificates are renewed every fifty days."""
    weak = company.story.weak_endpoint
    for endpoint in company.systems.endpoints:
        name = f"{endpoint.host}:{endpoint.port}"
        is_weak = name == weak.endpoint and moment.day >= weak.day
        phase = between(0, _RENEWED_EVERY - 1, "certificate", name)
        renewed = moment.day - (moment.day + phase) % _RENEWED_EVERY
        yield {
            "endpoint_id": name,
            "host": endpoint.host,
            "port": endpoint.port,
            "minimum_protocol": "TLS 1.0" if is_weak else endpoint.protocol,
            "certificate_expires_at": moment.calendar.at(renewed + _CERTIFICATE_DAYS, 12),
            "has_hsts": True,
            "is_public": endpoint.is_public,
            "location": company.cloud.region,
            "owner": company.address(endpoint.owner),
        }
