"""Section IV as facts: each control that was tested, how, of how many, and what deviated in whose words.

A result stands here only where the firm wrote it: verdicts of last conclusions, words of last marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from attestry.engagements.models import Engagement
from attestry.evidence.models import Entry
from attestry.kit import clock
from attestry.populations.models import Sample, SampledItem
from attestry.workpapers.models import ItemMark, Procedure
from attestry.workpapers.queries.listing import PaperLine, paper_lines
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.grid import Mark, tally

Marks = Mapping[tuple[int, str], ItemMark]


def controls_tested(engagement: Engagement) -> list[dict[str, Any]]:
    """Every control with its tests, in the order of the papers; a Type 1 holds its design alone."""
    lines = paper_lines(engagement)
    papers = [one.paper.pk for one in lines]
    procedures = {
        one.workpaper_id: one for one in Procedure.objects.filter(workpaper__in=papers).order_by("pk")
    }
    marks: dict[int, dict[tuple[int, str], ItemMark]] = defaultdict(dict)
    for mark in ItemMark.objects.filter(workpaper__in=papers).order_by("pk"):
        marks[mark.workpaper_id][mark.item_id, mark.attribute] = mark
    populations = {one.paper.population_id for one in lines if one.paper.population_id}
    samples = {one.population_id: one for one in Sample.objects.filter(population__in=populations)}
    items = defaultdict(list)
    for item in SampledItem.objects.filter(sample__in=samples.values(), replacement=None).order_by("place"):
        items[item.sample_id].append(item)
    sealed = _entries(lines)
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        procedure = procedures.get(line.paper.pk)
        control = line.paper.control
        held = found.setdefault(
            control.key,
            {"key": control.key, "title": control.title, "criteria": list(line.criteria), "tests": []},
        )
        held["text"] = procedure.control_text if procedure else control.statement
        sample = samples.get(line.paper.population_id) if line.paper.population_id else None
        of_sample = items[sample.pk] if sample else []
        held["tests"].append(_test(line, procedure, sample, of_sample, marks[line.paper.pk], sealed))
    return [found[key] for key in found]


def _test(
    line: PaperLine,
    procedure: Procedure | None,
    sample: Sample | None,
    items: list[SampledItem],
    marks: Marks,
    sealed: Mapping[int, str],
) -> dict[str, Any]:
    paper = line.paper
    rows = list(paper.conclusions.all())
    last = rows[-1] if rows else None
    letters = [one["letter"] for one in procedure.attributes] if procedure else []
    figures = tally([one.pk for one in items], letters, {key: Mark(one.mark) for key, one in marks.items()})
    is_operation = paper.the_aspect is Aspect.OPERATION
    return {
        "reference": paper.reference,
        "aspect": paper.aspect,
        "aspect_label": paper.the_aspect.label,
        "procedure": procedure.text if procedure else "",
        "natures": [Nature(one).label for one in procedure.natures] if procedure else [],
        "attributes": [[one["letter"], one["words"]] for one in procedure.attributes] if procedure else [],
        "population": _population(paper) if is_operation else None,
        "sampled": len(items) if sample else None,
        "tested": figures.tested if sample else None,
        "deviating": figures.deviating if sample else None,
        "unable": figures.unable if sample else None,
        "deviations": _deviations(items, letters, marks),
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
    cited = {seq for line in lines for one in list(line.paper.conclusions.all())[-1:] for seq in one.entries}
    return dict(Entry.objects.filter(seq__in=cited).values_list("seq", "leaf_hash"))


def _population(paper: Any) -> dict[str, Any] | None:
    population = paper.population
    if population is None or not hasattr(population, "freeze"):
        return None
    return {
        "title": population.title,
        "unit": population.unit,
        "count": population.freeze.extraction.item_count,
        "entry": population.freeze.entry_seq,
    }


def _deviations(items: Iterable[SampledItem], letters: Iterable[str], marks: Marks) -> list[dict[str, str]]:
    """What deviated or could not be tested, item by item, in the words of whoever marked it."""
    found = []
    for item in items:
        for letter in letters:
            one = marks.get((item.pk, letter))
            if one is not None and one.mark in (Mark.FAIL, Mark.UNABLE):
                label = Mark(one.mark).label
                found.append({"item": item.label, "attribute": letter, "mark": label, "words": one.words})
    return found
