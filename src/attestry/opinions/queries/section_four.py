"""Section IV as facts: each control that was tested, how, of how many, and what deviated in whose words.

A result stands here only where the firm wrote it: verdicts of last conclusions, words of last marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from attestry.deviations.queries.management import shared_results
from attestry.engagements.models import Engagement
from attestry.evidence.models import Entry
from attestry.kit import clock
from attestry.populations.models import PopulationFreeze, Sample
from attestry.workpapers.models import ItemMark, Procedure
from attestry.workpapers.queries.listing import PaperLine, paper_lines
from attestry.workpapers.queries.standing_marks import standing_marks
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.grid import Mark


def controls_tested(engagement: Engagement) -> list[dict[str, Any]]:
    """Every control with its tests, in the order of the papers; a Type 1 holds its design alone."""
    lines = paper_lines(engagement)
    papers = [one.paper.pk for one in lines]
    procedures = {
        one.workpaper_id: one for one in Procedure.objects.filter(workpaper__in=papers).order_by("pk")
    }
    told: dict[int, list[ItemMark]] = defaultdict(list)
    for mark in standing_marks(engagement, Mark.FAIL, Mark.UNABLE).order_by("item__place", "attribute"):
        told[mark.workpaper_id].append(mark)
    samples = Sample.objects.filter(population__engagement=engagement)
    sizes = dict(
        samples.annotate(count=Count("items", filter=Q(items__replacement=None)))
        .order_by()
        .values_list("population", "count")
    )
    sealed, frozen = _entries(lines), _populations(engagement)
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        procedure = procedures.get(line.paper.pk)
        control = line.paper.control
        held = found.setdefault(
            control.key,
            {"key": control.key, "title": control.title, "criteria": list(line.criteria), "tests": []},
        )
        held["text"] = procedure.control_text if procedure else control.statement
        of = line.paper.population_id or 0
        held["tests"].append(
            _test(line, procedure, sizes.get(of), told[line.paper.pk], sealed, frozen.get(of))
        )
    for key, facts in _without_a_sample(engagement).items():
        if key in found:
            found[key]["tests"][-1]["deviations"] += facts
    return [found[key] for key in found]


def _without_a_sample(engagement: Engagement) -> dict[str, list[dict[str, str]]]:
    """Deviations that a fact shows, as they were shared, by the control's key; below its last test."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for one in shared_results(engagement):
        if one.result.deviation.workpaper_id is None:
            said = {"item": one.reference, "attribute": "", "mark": Mark.FAIL.label, "words": one.result.what}
            found[one.control_key].append(said)
    return found


def _test(
    line: PaperLine,
    procedure: Procedure | None,
    size: int | None,
    told: Sequence[ItemMark],
    sealed: Mapping[int, str],
    frozen: dict[str, Any] | None,
) -> dict[str, Any]:
    paper = line.paper
    last = line.conclusion
    letters = [one["letter"] for one in procedure.attributes] if procedure else []
    told = [one for one in told if one.attribute in letters]
    deviating = {one.item_id for one in told if one.mark == Mark.FAIL}
    unable = {one.item_id for one in told} - deviating
    is_operation = paper.the_aspect is Aspect.OPERATION
    return {
        "reference": paper.reference,
        "aspect": paper.aspect,
        "aspect_label": paper.the_aspect.label,
        "procedure": procedure.text if procedure else "",
        "natures": [Nature(one).label for one in procedure.natures] if procedure else [],
        "attributes": [[one["letter"], one["words"]] for one in procedure.attributes] if procedure else [],
        "population": frozen if is_operation else None,
        "sampled": size,
        "tested": size - len(unable) if size is not None else None,
        "deviating": len(deviating) if size is not None else None,
        "unable": len(unable) if size is not None else None,
        "deviations": _deviations(told),
        "verdict": line.verdict.value if line.verdict else "",
        "verdict_words": line.verdict_words,
        "words": last.words if last else "",
        "entries": sorted(last.entries) if last else [],
        "rests_on": [[seq, sealed.get(seq, "")] for seq in sorted(last.entries)] if last else [],
        "concluded_at": clock.to_text(last.at) if last else "",
        "digest": last.digest if last else "",
        "criteria": list(line.criteria),
    }


def _entries(lines: Iterable[PaperLine]) -> dict[int, str]:
    """The leaf hashes of the ledger's entries that last conclusions rest on, in one query."""
    cited = {seq for line in lines if line.conclusion for seq in line.conclusion.entries}
    return dict(Entry.objects.filter(seq__in=cited).values_list("seq", "leaf_hash"))


def _populations(engagement: Engagement) -> dict[int, dict[str, Any]]:
    """The frozen populations of the engagement by their number, in one query."""
    rows = PopulationFreeze.objects.filter(population__engagement=engagement).values_list(
        "population", "population__title", "population__unit", "extraction__item_count", "entry_seq"
    )
    return {
        number: {"title": title, "unit": unit, "count": count, "entry": entry}
        for number, title, unit, count, entry in rows
    }


def _deviations(told: Iterable[ItemMark]) -> list[dict[str, str]]:
    """What deviated or could not be tested, item by item, in the words of whoever marked it."""
    return [
        {
            "item": one.item.label,
            "attribute": one.attribute,
            "mark": Mark(one.mark).label,
            "words": one.words,
        }
        for one in told
    ]
