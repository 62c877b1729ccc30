"""An issued report, evidence of some controls, and what somebody chose to show of it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.bridge_letters.tests.scene import a_bare_report
from attestry.engagements.models import Engagement
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.state import State
from attestry.engagements.tests.examination import Examination
from attestry.kit import clock
from attestry.opinions.models import IssuedReport, ReportWithdrawal
from attestry.scope.models import System
from attestry.trust_center.actions.keeping import open_page
from attestry.trust_center.actions.publishing import publish
from attestry.trust_center.rules.items import ItemKind
from attestry.vendors.actions.keeping import add_vendor
from attestry.vendors.models import Vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence

OPINIONS = [
    {"subject": "description", "label": "Unmodified", "criteria": []},
    {"subject": "design", "label": "Unmodified", "criteria": []},
    {"subject": "operation", "label": "Qualified", "criteria": ["CC8.1"]},
]


def a_report(examination: Examination, **more: Any) -> IssuedReport:
    """An issued Type 2 over the first half of 2026 whose opinion on operation is qualified."""
    engagement = examination.engagement
    content = {
        "kind": engagement.kind,
        "kind_label": engagement.the_kind.label,
        "organization": "Acme",
        "system": engagement.system.name,
        "categories": ["security", "processing_integrity"],
        "from": "2026-01-01",
        "until": "2026-06-30",
        "firm": {"name": "Doyle & Partners"},
        "opinions": OPINIONS,
        "controls": [_control("IAM-02", 0), _control("CHG-02", 2)],
    }
    return a_bare_report(examination, **{"content": content, **more})


def _control(key: str, deviating: int) -> dict[str, Any]:
    found = [{"item": f"Item {one}", "attribute": "A", "mark": "Deviation"} for one in range(deviating)]
    verdict = "not_effective" if deviating else "effective"
    tests = [
        a_test("Design", "effective", "Suitably designed and implemented"),
        a_test(
            "Operation",
            verdict,
            "Did not operate effectively" if deviating else "Operated effectively",
            found,
        ),
    ]
    return {"key": key, "title": f"Control {key}", "criteria": ["CC6.1"], "tests": tests}


def a_test(aspect: str, verdict: str, words: str, deviations: Any = ()) -> dict[str, Any]:
    """A test of section IV, as far as the public page reads it."""
    return {
        "aspect_label": aspect,
        "verdict": verdict,
        "verdict_words": words,
        "deviations": list(deviations),
    }


def a_past_report(by: User, *, until: date, categories: tuple[str, ...] = ("security",)) -> IssuedReport:
    """A report about the company's one system whose period ended on a day."""
    system = System.objects.get()
    engagement = Engagement.objects.create(
        system=system, kind=EngagementKind.SOC_2_TYPE_2, title="Last year", state=State.ISSUED,
        categories=list(categories), edition="tsc-2017", standard="AT-C 105", from_on=date(2025, 1, 1),
        until_on=until, created_by="Lea", created_at=clock.now(),
    )  # fmt: skip
    content = {
        "kind": engagement.kind, "kind_label": "SOC 2 Type 2", "organization": "Acme", "system": system.name,
        "categories": list(categories), "from": "2025-01-01", "until": until.isoformat(),
        "firm": {"name": "Doyle & Partners"}, "opinions": OPINIONS, "controls": [_control("IAM-02", 0)],
    }  # fmt: skip
    return IssuedReport.objects.create(
        engagement=engagement, version=1, content=content, content_digest="c" * 64, digest="d" * 64, size=1,
        entry_seq=900_000, companion={}, report_on=until, by=by, by_name="Pat", at=clock.now(),
    )  # fmt: skip


def withdrawn(report: IssuedReport, examination: Examination, reason: str = "A fact came to light.") -> None:
    """The firm stands by it no more."""
    ReportWithdrawal.objects.create(
        report=report, reason=reason, by=examination.partner, by_name="Pat", at=clock.now()
    )


def opened(by: User) -> None:
    """The world sees the page."""
    open_page(by.actor(), is_open=True)


def shown(by: User, kind: ItemKind, *keys: object, **words: str) -> None:
    """The world sees these items."""
    publish(by.actor(), kind=kind, keys=[str(one) for one in keys], **words)


def a_vendor(name: str = "Cloudy", **more: Any) -> Vendor:
    """A vendor that holds customers' data."""
    said = {
        "service": "INTERNAL: negotiated at half price",
        "data_held": DataHeld.PERSONAL,
        "access": Access.PRODUCTION,
        "dependence": Dependence.STOPS,
        "started_on": date(2025, 1, 1),
    }
    return add_vendor(_keeper().actor(), name=name, **{**said, **more})


def _keeper() -> User:
    return User.objects.filter(name="Vera").first() or somebody("Vera", Role.LEAD)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (300, 90), **more: Any) -> bytes:
    """A picture as somebody would upload it."""
    written = BytesIO()
    Image.new("RGB", size, (20, 90, 160)).save(written, kind, **more)
    return written.getvalue()
