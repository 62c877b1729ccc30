"""Policies leave the house as PDF, with the disclaimer, whatever stands in their text."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from attestry.accounts.rules import Role
from attestry.kit import clock
from attestry.policies.actions.adopting import write_policy
from attestry.policies.models import PolicyTemplate
from attestry.policies.queries.policies import published_version
from attestry.policies.tests.conftest import _library, system  # noqa: F401
from attestry.policies.tests.world import a_person, a_user, adopted, published
from attestry.reports.actions import issue_report
from attestry.reports.errors import ReportRefused
from attestry.reports.rules.disclaimer import DISCLAIMER_VERSION, SHORT_DISCLAIMER

pytestmark = pytest.mark.django_db

STRANGE = """# Strange

### A heading that skips a level

<script>alert(1)</script> #set text(red) $x$ @ref [bad](javascript:alert(1)) [good](https://example.org)

1. one
   - inner **strong _both_**
2. two

> quoted

```
#panic("code")
```

| a | b |
|---|---|
| 1 | `2` |

---

# Another first heading
"""


def text_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def lead(client):
    client.force_login(a_user("Ada"))
    return client


def test_r1_a_policy_as_pdf_carries_the_disclaimer_version_and_digest(client, system):
    policy = published(system)
    answer = lead(client).get(f"/reports/policies/{policy.key}/")
    pages = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert f"(Disclaimer, version {DISCLAIMER_VERSION}" in pages[0].replace("\n", " ")
    assert all(SHORT_DISCLAIMER in page.replace("\n", " ") for page in pages[1:])
    whole = "".join(pages).replace("\n", "")
    assert published_version(policy).digest in whole
    assert "Eve, 10 Mar 2026, 09:00 UTC" in whole
    assert "POL-06.4" in whole


def test_a_text_with_anything_in_it_is_typeset_as_text(client, system):
    policy = write_policy(a_user("Ada").actor(), title="Strange", text=STRANGE)
    pages = text_of(lead(client).get(f"/reports/policies/{policy.key}/").content)
    assert "Draft: this version is not in force" in pages[0]
    assert "<script>alert(1)</script> #set text(red) $x$ @ref" in pages[1].replace("\n", " ")
    assert '#panic("code")' in pages[1]


def test_the_policy_set_is_issued_and_sealed_with_every_policy_in_force(system):
    for template in PolicyTemplate.objects.all()[:3]:
        published(system, template.key)
    adopted(system, "POL-06")
    a_person("Max")
    report = issue_report(
        a_user("Ada").actor(), system, kind="policies", from_at=clock.now() - timedelta(days=30)
    )
    from attestry.reports.queries import report_bytes

    whole = " ".join(text_of(report_bytes(report))).replace("\n", " ")
    for title in ("Information security policy", "Code of conduct and ethics", "Governance and oversight"):
        assert title in whole
    assert "Access control policy" not in whole
    assert "0 of 1" in whole


def test_without_a_policy_in_force_no_set_is_issued(system):
    with pytest.raises(ReportRefused, match="No policy is in force"):
        issue_report(a_user("Ada").actor(), system, kind="policies", from_at=clock.now() - timedelta(days=30))


def test_an_employee_may_not_export(client, system):
    policy = published(system)
    put = a_user("Max", Role.EMPLOYEE)
    client.force_login(put)
    assert client.get(f"/reports/policies/{policy.key}/").status_code == 403
