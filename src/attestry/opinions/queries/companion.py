"""The companion of a report: what it says as JSON for machines, signed by the house's key.

The signature is a signed note (C2SP signed-note, Ed25519) over the digest of the canonical JSON (RFC 8785);
its first line keeps it from being taken for a checkpoint of the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.evidence.actions import ledger_key
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import Broken
from attestry.kit.signed_note import Verifier

FORMAT = "attestry/soc-report-companion/1"
_FIRST_LINE = "attestry soc report companion"
_SCOPE = (
    "kind", "organization", "is_sample", "system", "categories", "edition", "standard", "from", "until",
    "report_on", "firm", "attestation", "inapplicable",
)  # fmt: skip


def companion_of(
    content: Mapping[str, Any], *, version: int, pdf_digest: str, entry_seq: int
) -> dict[str, Any]:
    """The companion with its signature."""
    report = {
        "format": FORMAT,
        "version": version,
        "reissue": content["reissue"],
        "pdf_sha256": pdf_digest,
        "ledger_entry": entry_seq,
        "scope": {name: content[name] for name in _SCOPE},
        "criteria": [one["reference"] for one in content["criteria"]],
        "opinions": [
            {name: one[name] for name in ("subject", "kind", "criteria", "matter")}
            for one in content["opinions"]
        ],
        "tests": [_test(control, test) for control in content["controls"] for test in control["tests"]],
        "complementary_user_entity_controls": content["user_entity_controls"],
        "subservice_organizations": content["subservice_organizations"],
    }
    digest = sha256_hex(canonical_json(report))
    key = ledger_key()
    note = key.sign(f"{_FIRST_LINE}\n{digest}\n")
    return {"report": report, "signature": {"over": digest, "key": key.verifier.name, "note": note}}


def refuse_unless_signed(companion: Mapping[str, Any], verifier: Verifier) -> None:
    """Raises Broken where the companion was changed, or its signature is not of the key."""
    digest = sha256_hex(canonical_json(companion["report"]))
    if verifier.opens(companion["signature"]["note"]) != f"{_FIRST_LINE}\n{digest}\n":
        raise Broken("The companion says something else than what was signed.")


def _test(control: Mapping[str, Any], test: Mapping[str, Any]) -> dict[str, Any]:
    names = (
        "reference",
        "aspect",
        "procedure",
        "natures",
        "sampled",
        "tested",
        "deviating",
        "verdict",
        "deviations",
    )
    return {
        "control": control["key"],
        "criteria": control["criteria"],
        "population": test["population"]["count"] if test["population"] else None,
        **{name: test[name] for name in names},
    }
