"""A user entity's mapping as an OSCAL component definition (NIST OSCAL 1.1.3, JSON)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from attestry.opinions.rules.oscal import OSCAL_VERSION
from attestry.opinions.rules.oscal_words import Identifiers, properties, without_nothing
from attestry.reliance.rules.kinds import MappingState

# NIST's own words for how a control stands; it has none for one that is not in place.
_STATUS = {
    MappingState.IN_PLACE: "implemented",
    MappingState.PARTLY: "partial",
    MappingState.NOT_APPLICABLE: "not-applicable",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One control that the report assumes, with what the user entity said of it; empty where nothing."""

    key: str
    text: str
    criteria: tuple[str, ...]
    state: str
    words: str
    owner: str
    evidence: str


def component_definition(
    rows: Sequence[Row], *, entity: str, title: str, pdf_digest: str, at: str
) -> dict[str, Any]:
    """The document. ``at``: when it was made (RFC 3339)."""
    ids = Identifiers(pdf_digest)
    component = without_nothing(
        {
            "uuid": ids.of(f"user-entity/{entity}"),
            "type": "process-procedure",
            "title": f"Controls of {entity}",
            "description": f"What {entity} does about the controls that the report assumes of its users.",
            "control-implementations": _implementations(rows, entity, ids),
        }
    )
    return {
        "component-definition": {
            "uuid": ids.of(f"user-entity/{entity}/mapping/{at}"),
            "metadata": {
                "title": f"Complementary user entity controls of {entity}: {title}",
                "last-modified": at,
                "version": at,
                "oscal-version": OSCAL_VERSION,
            },
            "components": [component],
            "back-matter": {"resources": [_report(ids, title, pdf_digest)]},
        }
    }


def _implementations(rows: Sequence[Row], entity: str, ids: Identifiers) -> list[dict[str, Any]]:
    if not rows:
        return []
    return [
        {
            "uuid": ids.of(f"user-entity/{entity}/implementation"),
            "source": f"#{ids.of('pdf')}",
            "description": "Controls that the report assumes of user entities.",
            "implemented-requirements": [_requirement(one, entity, ids) for one in rows],
        }
    ]


def _requirement(row: Row, entity: str, ids: Identifiers) -> dict[str, Any]:
    pairs: list[tuple[str, object]] = [
        ("mapping", row.state or "not_mapped"),
        *(("criterion", one) for one in row.criteria),
        ("owner", row.owner),
    ]
    props = properties(pairs)
    if row.state and (status := _STATUS.get(MappingState(row.state))):
        props.append({"name": "implementation-status", "value": status})
    return without_nothing(
        {
            "uuid": ids.of(f"user-entity/{entity}/{row.key}"),
            "control-id": row.key,
            "description": row.words or ("Nothing more was said." if row.state else "Not mapped yet."),
            "props": props,
            "remarks": "\n\n".join(
                said for said in (row.text, row.evidence and f"Evidence: {row.evidence}") if said
            ),
        }
    )


def _report(ids: Identifiers, title: str, pdf_digest: str) -> dict[str, Any]:
    hashes = [{"algorithm": "SHA-256", "value": pdf_digest}]
    return {
        "uuid": ids.of("pdf"),
        "title": title,
        "rlinks": [{"href": "report.pdf", "media-type": "application/pdf", "hashes": hashes}],
    }
