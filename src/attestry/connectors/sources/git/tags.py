"""Tags: what each points to, who made it and whether it is signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from attestry.connectors.sources.git.batches import Row
from attestry.connectors.sources.git.commits import SUBJECT_LENGTH, signature_kind
from attestry.connectors.sources.git.people import Person, parse_person
from attestry.connectors.sources.git.program import Repository
from attestry.connectors.sources.git.signatures import Signatures

_FIELDS = (
    "refname", "objectname", "objecttype", "*objectname", "*objecttype",
    "taggername", "taggeremail", "taggerdate:unix", "contents:subject", "contents:signature",
)  # fmt: skip


def tags_digest(repository: Repository) -> str:
    """A digest of all tags and what they point to: unchanged where no tag changed."""
    digest = hashlib.sha256()
    for record in repository.records("for-each-ref", "--format=%(refname) %(objectname)%00", "refs/tags/"):
        digest.update(record.data)
    return digest.hexdigest()


def read_tags(repository: Repository, signatures: Signatures) -> Iterator[Row]:
    """One row for each tag, by name."""
    form = "".join(f"%({field})%00" for field in _FIELDS)
    fields = (record.data for record in repository.records("for-each-ref", f"--format={form}", "refs/tags/"))
    while len(values := list(islice(fields, len(_FIELDS)))) == len(_FIELDS):
        tag = dict(zip(_FIELDS, (value.decode(errors="replace") for value in values), strict=True))
        yield _row(repository, signatures, tag)


def _row(repository: Repository, signatures: Signatures, tag: dict[str, str]) -> Row:
    name = tag["refname"].strip().removeprefix("refs/tags/")
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
        "tagged_at": _instant(tag["taggerdate:unix"]),
        "subject": tag["contents:subject"][:SUBJECT_LENGTH] or None if is_annotated else None,
        "signature_kind": kind,
        "signature_state": signatures.of_tag(sha, kind),
    }


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None
