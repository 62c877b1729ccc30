"""Tags: what each points to, who made it and whether it is signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from attestry.connectors.sources.git.batches import Row
from attestry.connectors.sources.git.commits import SUBJECT_LENGTH, signature_kind
from attestry.connectors.sources.git.people import Person, instant_of, parse_person
from attestry.connectors.sources.git.program import Repository
from attestry.connectors.sources.git.references import read_references
from attestry.connectors.sources.git.signatures import Signatures

_FIELDS = (
    "refname", "objectname", "objecttype", "*objectname", "*objecttype",
    "taggername", "taggeremail", "taggerdate:unix", "contents:subject", "contents:signature",
)  # fmt: skip


def tags_digest(repository: Repository) -> str:
    """A digest of all tags and what they point to: unchanged where no tag changed."""
    digest = hashlib.sha256()
    for tag in read_references(repository, "refs/tags/", ("refname", "objectname")):
        digest.update(f"{tag['refname']} {tag['objectname']}\n".encode())
    return digest.hexdigest()


def read_tags(repository: Repository, signatures: Signatures) -> Iterator[Row]:
    """One row for each tag, by name."""
    for tag in read_references(repository, "refs/tags/", _FIELDS):
        yield _row(repository, signatures, tag)


def _row(repository: Repository, signatures: Signatures, tag: dict[str, str]) -> Row:
    name = tag["refname"].removeprefix("refs/tags/")
    sha = tag["objectname"]
    is_annotated = tag["objecttype"] == "tag"
    signature = tag["contents:signature"] if is_annotated else ""
    kind = signature_kind(signature) if signature else None
    tagger = parse_person(f"{tag['taggername']} {tag['taggeremail']}") if is_annotated else Person(None, None)
    return {
        "tag_id": f"{repository.name}@{name}@{sha}",
        "repository": repository.name,
        "tag_name": name,
        "object_sha": sha,
        "target_sha": tag["*objectname"] if is_annotated else sha,
        "target_kind": tag["*objecttype"] if is_annotated else tag["objecttype"],
        "is_annotated": is_annotated,
        "tagger_name": tagger.name,
        "tagger_email": tagger.email,
        "tagged_at": instant_of(tag["taggerdate:unix"]),
        "subject": tag["contents:subject"][:SUBJECT_LENGTH] or None if is_annotated else None,
        "signature_kind": kind,
        "signature_state": signatures.of_tag(sha, kind),
    }
