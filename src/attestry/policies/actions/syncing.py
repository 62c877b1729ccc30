"""Bringing the library's policy templates into the database: the same files twice change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.content import library
from attestry.policies.content import TemplateHead, template_files
from attestry.policies.models import PolicyTemplate

_COLUMNS = (
    "title",
    "purpose",
    "owner_role",
    "approver_role",
    "review_months",
    "applies_when",
    "audience",
)


@dataclass(frozen=True, slots=True)
class TemplateSync:
    """What a sync did, as ids of templates."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    withdrawn: tuple[str, ...]
    unchanged: tuple[str, ...]


@act("policies.sync_templates", offered=False)
def sync_policy_templates(actor: Actor, *, root: Path | None = None) -> TemplateSync:
    """Make the templates those of the files under ``root`` (the packaged library where None).

    Policies that were made from a template keep their text; a clause that a newer template asks
    for is missing from them until somebody writes it. Raises Invalid at the first broken file.
    """
    known = {one.key: one for one in PolicyTemplate.objects.all()}
    added: list[str] = []
    updated: list[str] = []
    unchanged: list[str] = []
    for file in template_files(root or library() / "policies"):
        existing, digest = known.pop(file.key, None), file.digest()
        if existing and existing.digest == digest and existing.withdrawn_at is None:
            unchanged.append(file.key)
            continue
        head, text = file.read()
        _write(existing, head, text, digest)
        (updated if existing else added).append(file.key)
    gone = [one for one in known.values() if one.withdrawn_at is None]
    for one in gone:
        one.withdrawn_at = clock.now()
        one.save(update_fields=["withdrawn_at"])
        record(one.subject, before={"withdrawn": False}, after={"withdrawn": True})
    return TemplateSync(tuple(added), tuple(updated), tuple(one.key for one in gone), tuple(unchanged))


def _write(existing: PolicyTemplate | None, head: TemplateHead, text: str, digest: str) -> None:
    before = {"digest": existing.digest} if existing else None
    template = existing or PolicyTemplate(key=head.id)
    for column in _COLUMNS:
        setattr(template, column, getattr(head, column))
    template.text = text
    template.is_for_everyone = head.for_everyone
    template.clauses = [clause.model_dump() for clause in head.clauses]
    template.criteria = list(head.criteria)
    template.controls = list(head.controls)
    template.digest = digest
    template.synced_at = clock.now()
    template.withdrawn_at = None
    template.save()
    record(template.subject, before=before, after={"digest": digest})
