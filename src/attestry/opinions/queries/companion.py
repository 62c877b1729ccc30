"""The companions of a report: what it says as JSON for machines, in our own form and as OSCAL, each signed.

A signature is a signed note (C2SP signed-note, Ed25519) over the digest of the canonical JSON (RFC 8785);
its first line keeps it from being taken for a checkpoint of the ledger. In OSCAL, which knows no
signatures, the note is a resource of the back matter, and the document is signed as it is without that.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from attestry.evidence.actions import ledger_key
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import Broken
from attestry.kit.signed_note import Verifier
from attestry.opinions.rules.oscal import assessment_results
from attestry.opinions.rules.oscal_words import Identifiers

FORMAT = "attestry/soc-report-companion/2"
SIGNATURE = "Signature of this document"
_FIRST_LINE = "attestry soc report companion"
_OSCAL_LINE = "attestry soc report as oscal assessment results"
_SCOPE = (
    "kind", "organization", "is_sample", "system", "categories", "edition", "standard", "from", "until",
    "report_on", "firm", "attestation", "inapplicable",
)  # fmt: skip
_OF_A_TEST = (
    "reference", "aspect", "procedure", "natures", "sampled", "tested", "deviating", "verdict", "deviations",
    "rests_on",
)  # fmt: skip


def companion_of(
    content: Mapping[str, Any], *, version: int, pdf_digest: str, entry_seq: int, seal: Mapping[str, Any]
) -> dict[str, Any]:
    """The companion with its signature. It names the certificate of the PDF's seal."""
    report = {
        "format": FORMAT,
        "version": version,
        "reissue": content["reissue"],
        "pdf_sha256": pdf_digest,
        "pdf_seal": dict(seal),
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


def oscal_of(
    content: Mapping[str, Any], *, version: int, pdf_digest: str, file_name: str, entry_seq: int, at: str
) -> dict[str, Any]:
    """The report as OSCAL assessment results with their signature. ``at``: when it was issued."""
    document = assessment_results(
        content, version=version, pdf_digest=pdf_digest, file_name=file_name, entry_seq=entry_seq, at=at
    )
    key = ledger_key()
    note = key.sign(f"{_OSCAL_LINE}\n{sha256_hex(canonical_json(document))}\n")
    document["assessment-results"]["back-matter"]["resources"].append(
        {
            "uuid": Identifiers(pdf_digest).of("signature"),
            "title": SIGNATURE,
            "description": f"A signed note by {key.verifier.name} over the SHA-256 of this document in "
            "canonical JSON (RFC 8785), without this resource.",
            "base64": {
                "filename": "signature.note",
                "media-type": "text/plain",
                "value": b64encode(note.encode()).decode(),
            },
        }
    )
    return document


def refuse_unless_signed(companion: Mapping[str, Any], verifier: Verifier) -> None:
    """Raises Broken where a companion, of either form, was changed or its signature is not of the key."""
    if "assessment-results" in companion:
        document, note = _without_signature(companion)
        said = _OSCAL_LINE, document
    else:
        note, said = companion["signature"]["note"], (_FIRST_LINE, companion["report"])
    if verifier.opens(note) != f"{said[0]}\n{sha256_hex(canonical_json(said[1]))}\n":
        raise Broken("The companion says something else than what was signed.")


def pdf_named_in(companion: Mapping[str, Any]) -> str:
    """The digest of the PDF that a companion, of either form, speaks of."""
    if "assessment-results" not in companion:
        return str(companion["report"]["pdf_sha256"])
    for resource in companion["assessment-results"]["back-matter"]["resources"]:
        for link in resource.get("rlinks", ()):
            return str(link["hashes"][0]["value"])
    raise Broken("The companion names no PDF.")


def _without_signature(companion: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The document as it was signed, and its signature."""
    held = companion["assessment-results"]
    resources = held["back-matter"]["resources"]
    notes = [one for one in resources if one.get("title") == SIGNATURE]
    if len(notes) != 1:
        raise Broken("The companion carries no signature.")
    others = [one for one in resources if one is not notes[0]]
    document = {**companion, "assessment-results": {**held, "back-matter": {"resources": others}}}
    return document, b64decode(notes[0]["base64"]["value"]).decode()


def _test(control: Mapping[str, Any], test: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "control": control["key"],
        "criteria": control["criteria"],
        "population": test["population"]["count"] if test["population"] else None,
        **{name: test[name] for name in _OF_A_TEST},
    }
