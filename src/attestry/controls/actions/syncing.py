"""Bringing the library's control files into the database: the same files twice change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from attestry.controls.content import (
    CategoryFile,
    ControlFile,
    ControlSource,
    category_files,
    control_sources,
)
from attestry.controls.models import Control, ControlCategory, Mapping
from attestry.controls.models.control import TEXT_COLUMNS
from attestry.controls.rules.control import ControlText, Origin
from attestry.frameworks.queries.editions import references_by_family
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.content import library

_WRITTEN = (
    *TEXT_COLUMNS,
    "category",
    "applies_when",
    "references",
    "library_digest",
    "has_newer_text",
    "withdrawn_at",
)


@dataclass(frozen=True, slots=True)
class ControlSync:
    """What a sync did, as ids of controls; ``kept`` are edited ones whose library text is newer."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    kept: tuple[str, ...]
    withdrawn: tuple[str, ...]
    unchanged: tuple[str, ...]


@act("controls.sync", offered=False)
def sync_control_library(actor: Actor, *, root: Path | None = None) -> ControlSync:
    """Make the library's controls those of the files under ``root`` (the packaged ones where None).

    An unchanged file is not written. A control that the company edited keeps its own text and is
    marked as having a newer one. Raises Invalid (``file:line: key: reason``) at the first broken
    file, with nothing changed.
    """
    root = root or library() / "controls"
    categories = _write_categories(category_files(root))
    known = {control.key: control for control in Control.objects.filter(origin=Origin.LIBRARY)}
    sources = {source.key: (source, source.digest()) for source in control_sources(root)}
    unchanged = [key for key, (_, digest) in sources.items() if _is_current(known.get(key), digest)]
    changed = {key: pair for key, pair in sources.items() if key not in set(unchanged)}
    contents = _read([source for source, _ in changed.values()], categories)
    fresh: list[Control] = []
    renewed: list[Control] = []
    kept: list[Control] = []
    for key, (source, digest) in changed.items():
        control = known.get(key) or Control(key=key, origin=Origin.LIBRARY)
        was_edited = control.is_edited
        _fill(control, contents[key], categories[source.category], digest)
        (kept if was_edited else renewed if key in known else fresh).append(control)
    Control.objects.bulk_create(fresh)
    Control.objects.bulk_update([*renewed, *kept], _WRITTEN, batch_size=50)
    _write_mappings([*fresh, *renewed], {key: content.text() for key, content in contents.items()})
    withdrawn = _withdraw([control for key, control in known.items() if key not in sources])
    done = ControlSync(
        added=tuple(control.key for control in fresh),
        updated=tuple(control.key for control in renewed),
        kept=tuple(control.key for control in kept),
        withdrawn=tuple(withdrawn),
        unchanged=tuple(unchanged),
    )
    _journal(done)
    return done


def _is_current(control: Control | None, digest: str) -> bool:
    return control is not None and control.library_digest == digest and control.withdrawn_at is None


def _write_categories(files: list[CategoryFile]) -> dict[str, ControlCategory]:
    known = {category.key: category for category in ControlCategory.objects.all()}
    for content in files:
        category = known.setdefault(content.id, ControlCategory(key=content.id))
        wanted = {name: getattr(content, name) for name in ("prefix", "title", "position", "summary")}
        wanted["character"] = content.character.value
        wanted["performed_on"] = [kind.value for kind in content.performed_on]
        if any(getattr(category, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(category, name, value)
            category.save()
    return known


def _read(sources: list[ControlSource], categories: dict[str, ControlCategory]) -> dict[str, ControlFile]:
    references = references_by_family() if sources else {}
    own = set(Control.objects.filter(origin=Origin.OWN).values_list("key", flat=True)) if sources else set()
    contents: dict[str, ControlFile] = {}
    for source in sources:
        content = source.read()
        prefix = categories[source.category].prefix
        if not content.id.startswith(f"{prefix}-"):
            raise source.refusal("id", f"does not begin with {prefix}, as {source.category} asks")
        if content.id in own:
            raise source.refusal("id", "is taken by a control of the company's own")
        for family, mapped in content.text().mappings.items():
            _check(source, family, mapped, references.get(family))
        contents[source.key] = content
    return contents


def _check(source: ControlSource, family: str, mapped: tuple[str, ...], known: frozenset[str] | None) -> None:
    key = "criteria" if family == "tsc" else family
    if known is None:
        raise source.refusal(key, f"there is no framework {family}")
    if len(set(mapped)) < len(mapped):
        raise source.refusal(key, "names the same item twice")
    for reference in mapped:
        if reference not in known:
            raise source.refusal(key, f"{family} has no {reference}")


def _fill(control: Control, content: ControlFile, category: ControlCategory, digest: str) -> None:
    control.library_digest = digest
    control.withdrawn_at = None
    if control.is_edited:
        control.has_newer_text = True
        return
    control.write(content.text())
    control.category = category
    control.applies_when = content.applies_when
    control.references = content.references


def _write_mappings(controls: list[Control], texts: dict[str, ControlText]) -> None:
    Mapping.objects.filter(control__in=[control.pk for control in controls]).delete()
    Mapping.objects.bulk_create(
        row for control in controls for row in mapping_rows(control, texts[control.key])
    )


def mapping_rows(control: Control, text: ControlText) -> list[Mapping]:
    """The rows that hold a text's mappings, in its order; not saved."""
    pairs = [(family, reference) for family, mapped in text.mappings.items() for reference in mapped]
    return [
        Mapping(control=control, family=family, reference=reference, position=position)
        for position, (family, reference) in enumerate(pairs, start=1)
    ]


def _withdraw(controls: list[Control]) -> list[str]:
    standing = [control for control in controls if control.withdrawn_at is None]
    for control in standing:
        control.withdrawn_at = clock.now()
    Control.objects.bulk_update(standing, ["withdrawn_at"], batch_size=50)
    return [control.key for control in standing]


def _journal(done: ControlSync) -> None:
    said = {
        "added": list(done.added),
        "updated": list(done.updated),
        "kept": list(done.kept),
        "withdrawn": list(done.withdrawn),
    }
    if any(said.values()):
        record("library:controls", after={name: keys for name, keys in said.items() if keys})
