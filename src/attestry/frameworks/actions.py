"""Bringing the library's framework files into the database: the same files twice change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from attestry.frameworks.content import CriterionItem, FrameworkFile, ItemsFile, framework_folders
from attestry.frameworks.models import Category, Criterion, Framework, PointOfFocus, Section
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.content import library

_FRAMEWORK_COLUMNS = (
    "family",
    "title",
    "short_title",
    "kind",
    "publisher",
    "version",
    "effective_on",
    "standing",
    "summary",
    "notice",
)
_CRITERION_COLUMNS = (
    "section",
    "title",
    "statement",
    "note",
    "deadline",
    "applies_to",
    "designation",
    "coso_principle",
    "privacy_roles",
    "official_points_of_focus",
    "position",
    "withdrawn_at",
)


@dataclass(frozen=True, slots=True)
class FrameworkSync:
    """What a sync did, as keys of frameworks."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    withdrawn: tuple[str, ...]
    unchanged: tuple[str, ...]


@act("frameworks.sync", offered=False)
def sync_frameworks(actor: Actor, *, root: Path | None = None) -> FrameworkSync:
    """Make the frameworks those of the files under ``root`` (the packaged library where None).

    A file that did not change is not written; a framework whose folder is gone is withdrawn.
    Raises Invalid (``file:line: key: reason``) at the first broken file, with nothing changed.
    """
    known = {framework.key: framework for framework in Framework.objects.all()}
    added: list[str] = []
    updated: list[str] = []
    unchanged: list[str] = []
    folders = list(framework_folders(root or library() / "frameworks"))
    for folder in folders:
        digest = folder.digest()
        existing = known.get(folder.key)
        if existing and existing.digest == digest and existing.withdrawn_at is None:
            unchanged.append(folder.key)
            continue
        head, items = folder.read()
        _write_framework(existing, head, items, digest)
        (updated if existing else added).append(folder.key)
    withdrawn = _withdraw_missing(known, {folder.key for folder in folders})
    return FrameworkSync(tuple(added), tuple(updated), tuple(withdrawn), tuple(unchanged))


def _write_framework(existing: Framework | None, head: FrameworkFile, items: ItemsFile, digest: str) -> None:
    framework = existing or Framework(key=head.id)
    before = {"version": existing.version, "digest": existing.digest} if existing else None
    for column in _FRAMEWORK_COLUMNS:
        setattr(framework, column, getattr(head, column))
    framework.digest = digest
    framework.synced_at = clock.now()
    framework.withdrawn_at = None
    framework.save()
    sections = _write_sections(framework, items)
    _write_criteria(framework, items, sections)
    record(f"framework:{head.id}", before=before, after={"version": head.version, "digest": digest})


def _write_sections(framework: Framework, items: ItemsFile) -> dict[str, Section]:
    categories = {
        item.id: Category.objects.update_or_create(
            framework=framework,
            key=item.id,
            defaults={"title": item.title, "explanation": item.explanation, "position": position},
        )[0]
        for position, item in enumerate(items.categories, start=1)
    }
    return {
        item.id: Section.objects.update_or_create(
            framework=framework,
            key=item.id,
            defaults={
                "title": item.title,
                "category": categories.get(item.category),
                "position": position,
            },
        )[0]
        for position, item in enumerate(items.sections, start=1)
    }


def _write_criteria(framework: Framework, items: ItemsFile, sections: dict[str, Section]) -> None:
    known = {criterion.reference: criterion for criterion in framework.criteria.all()}
    fresh: list[Criterion] = []
    changed: list[Criterion] = []
    for position, item in enumerate(items.items, start=1):
        criterion = known.pop(item.id, None)
        (changed if criterion else fresh).append(
            _filled(criterion or Criterion(framework=framework, reference=item.id), item, sections, position)
        )
    Criterion.objects.bulk_create(fresh)
    Criterion.objects.bulk_update(changed, _CRITERION_COLUMNS, batch_size=50)
    gone = [criterion.pk for criterion in known.values() if criterion.withdrawn_at is None]
    Criterion.objects.filter(pk__in=gone).update(withdrawn_at=clock.now())
    _write_points(framework, items)


def _filled(
    criterion: Criterion, item: CriterionItem, sections: dict[str, Section], position: int
) -> Criterion:
    criterion.section = sections[item.section]
    criterion.title = item.title
    criterion.statement = item.statement
    criterion.note = item.note
    criterion.deadline = item.deadline
    criterion.applies_to = item.applies_to
    criterion.designation = item.designation
    criterion.coso_principle = item.coso_principle
    criterion.privacy_roles = list(item.privacy_roles)
    criterion.official_points_of_focus = item.official_points_of_focus
    criterion.position = position
    criterion.withdrawn_at = None
    return criterion


def _write_points(framework: Framework, items: ItemsFile) -> None:
    keys = dict(framework.criteria.values_list("reference", "pk"))
    PointOfFocus.objects.filter(criterion__framework=framework).delete()
    PointOfFocus.objects.bulk_create(
        PointOfFocus(criterion_id=keys[item.id], text=point.text, is_ours=point.ours, position=position)
        for item in items.items
        for position, point in enumerate(item.points_of_focus, start=1)
    )


def _withdraw_missing(known: dict[str, Framework], present: set[str]) -> list[str]:
    missing = [
        framework for key, framework in known.items() if key not in present and framework.withdrawn_at is None
    ]
    for framework in missing:
        framework.withdrawn_at = clock.now()
        framework.save(update_fields=["withdrawn_at"])
        record(f"framework:{framework.key}", before={"withdrawn": False}, after={"withdrawn": True})
    return [framework.key for framework in missing]
