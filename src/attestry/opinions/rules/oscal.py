"""A report as OSCAL assessment results (NIST OSCAL 1.1.3, assessment-results model, JSON).

Criteria are the reviewed controls; what is tested of the organization's controls are objectives. The
opinion is an attestation of the firm; the assertion and the controls of user entities are one of management.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.opinions.rules.oscal_tests import findings, observations, tests_of
from attestry.opinions.rules.oscal_words import Identifiers, line, properties, without_nothing

OSCAL_VERSION = "1.1.3"
FIRM, MANAGEMENT = "practitioner", "responsible-party"


def assessment_results(
    content: Mapping[str, Any], *, version: int, pdf_digest: str, file_name: str, entry_seq: int, at: str
) -> dict[str, Any]:
    """The document, not signed yet. ``at``: when it was issued (RFC 3339)."""
    ids = Identifiers(pdf_digest)
    held = {
        "uuid": ids.of("document"),
        "metadata": _metadata(content, ids, version, at),
        "import-ap": {
            "href": f"#{ids.of('plan')}",
            "remarks": "The plan of the firm stands in its own papers.",
        },
        "results": [_result(content, ids, at)],
        "back-matter": {"resources": _resources(content, ids, pdf_digest, file_name, entry_seq)},
    }
    return {"assessment-results": held}


def _metadata(content: Mapping[str, Any], ids: Identifiers, version: int, at: str) -> dict[str, Any]:
    roles = [(MANAGEMENT, "Management of the service organization", content["organization"])]
    if content["firm"]:
        roles.append((FIRM, "Service auditor", content["firm"]["name"]))
    return {
        "title": f"{content['kind_label']} report: {content['organization']}, {content['system']}",
        "last-modified": at,
        "version": str(version),
        "oscal-version": OSCAL_VERSION,
        "props": properties(
            [
                ("kind", content["kind"]),
                ("report-on", content["report_on"]),
                ("edition", content["edition"]),
                ("standard", content["standard"]),
                *(("category", one) for one in content["categories"]),
                ("licence", content["firm"].get("licence")),
                ("replaces-pdf-sha256", content["reissue"].get("digest")),
                ("made-up", "yes" if content["is_sample"] else None),
            ]
        ),
        "roles": [{"id": role, "title": title} for role, title, _ in roles],
        "parties": [
            {"uuid": ids.of(role), "type": "organization", "name": line(name)} for role, _, name in roles
        ],
        "responsible-parties": [_by(role, ids) for role, _, _ in roles],
    }


def _result(content: Mapping[str, Any], ids: Identifiers, at: str) -> dict[str, Any]:
    pairs = tests_of(content)
    return without_nothing(
        {
            "uuid": ids.of("result"),
            "title": f"{content['system']}, {content['when']}",
            "description": content["attestation"]["subject_matter"],
            "start": f"{content['from'] or content['until']}T00:00:00Z",
            "end": f"{content['until']}T23:59:59Z",
            "local-definitions": without_nothing({"components": _organizations(content, ids)}),
            "reviewed-controls": {"control-selections": [_selection(content)]},
            "attestations": _attestations(content, ids),
            "observations": observations(pairs, ids, at),
            "findings": findings(pairs, ids),
            "remarks": content["limits"],
        }
    )


def _selection(content: Mapping[str, Any]) -> dict[str, Any]:
    return without_nothing(
        {
            "description": f"The criteria of {content['edition']}",
            "include-controls": [{"control-id": one["reference"]} for one in content["criteria"]],
            "exclude-controls": [{"control-id": one} for one in content["inapplicable"]],
            "remarks": "\n\n".join(f"{key}: {why}" for key, why in content["inapplicable"].items()),
        }
    )


def _attestations(content: Mapping[str, Any], ids: Identifiers) -> list[dict[str, Any]]:
    opinions = [
        {
            "uuid": ids.of(f"opinion/{one['subject']}"),
            "name": "opinion",
            "title": one["title"],
            "props": properties(
                [("subject", one["subject"]), ("kind", one["kind"]), *_criteria(one["criteria"])]
            ),
            "prose": "\n\n".join(
                words for words in (one["matter"], one["reasons"], one["sentence"]) if words
            ),
        }
        for one in content["opinions"]
    ]
    said = [
        {
            "uuid": ids.of(f"user-entity-control/{one['key']}"),
            "name": "complementary-user-entity-control",
            "title": one["key"],
            "props": properties(_criteria(one["criteria"])),
            "prose": "\n\n".join(words for words in (one["text"], one["without_it"]) if words),
        }
        for one in content["user_entity_controls"]
    ]
    if content["assertion"]:
        words = {"uuid": ids.of("assertion"), "name": "assertion", "prose": content["assertion"]["text"]}
        said.insert(0, words)
    made = [(FIRM, opinions), (MANAGEMENT, said)]
    return [
        {"responsible-parties": [_by(role, ids)], "parts": [without_nothing(one) for one in parts]}
        for role, parts in made
        if parts
    ]


def _organizations(content: Mapping[str, Any], ids: Identifiers) -> list[dict[str, Any]]:
    return [
        without_nothing(
            {
                "uuid": ids.of(f"organization/{one['name']}"),
                "type": "service",
                "title": one["name"],
                "description": one["service"] or one["name"],
                "props": properties(
                    [
                        ("subservice-method", one["method"]),
                        *(("complementary-control", expected["text"]) for expected in one["expected"]),
                    ]
                ),
                "status": {"state": "operational"},
                "remarks": one["monitoring"],
            }
        )
        for one in content["subservice_organizations"]
    ]


def _resources(
    content: Mapping[str, Any], ids: Identifiers, pdf_digest: str, file_name: str, entry_seq: int
) -> list[dict[str, Any]]:
    return [
        {
            "uuid": ids.of("pdf"),
            "title": "The report that was issued",
            "props": properties([("ledger-entry", entry_seq)]),
            "rlinks": [
                {
                    "href": file_name,
                    "media-type": "application/pdf",
                    "hashes": [{"algorithm": "SHA-256", "value": pdf_digest}],
                }
            ],
        },
        {
            "uuid": ids.of("plan"),
            "title": "The plan of the examination",
            "description": f"{content['standard']}. It is the firm's and is not handed out with the report.",
        },
    ]


def _criteria(references: list[str]) -> list[tuple[str, object]]:
    return [("criterion", one) for one in references]


def _by(role: str, ids: Identifiers) -> dict[str, Any]:
    return {"role-id": role, "party-uuids": [ids.of(role)]}
