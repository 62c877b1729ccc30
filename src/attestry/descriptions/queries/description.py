"""The description of an engagement as it stands: passages, what they lack, and what is unclear."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from attestry.descriptions.models import DescriptionComment, FinalDescription, Passage
from attestry.descriptions.queries.facts import facts_of, facts_to_reckon_with
from attestry.descriptions.queries.templates import templates
from attestry.descriptions.rules.ambiguity import Ambiguity, ambiguities, explained_in
from attestry.descriptions.rules.boilerplate import Likeness, likest
from attestry.descriptions.rules.completeness import Said, lacking
from attestry.descriptions.rules.criteria import DescriptionCriterion, criteria_for
from attestry.descriptions.rules.fact import Fact
from attestry.engagements.models import Engagement


@dataclass(frozen=True, slots=True)
class Section:
    """One criterion of the description: what is written, what it rests on, what it lacks."""

    criterion: DescriptionCriterion
    passage: Passage | None
    facts: tuple[Fact, ...]
    lacks: tuple[str, ...]
    ambiguities: tuple[Ambiguity, ...]
    likeness: Likeness
    comments: tuple[DescriptionComment, ...]

    @property
    def is_written(self) -> bool:
        """Whether anything stands there."""
        return self.passage is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole description."""

    sections: tuple[Section, ...]
    final: FinalDescription | None
    is_final: bool

    @property
    def lacks(self) -> dict[int, tuple[str, ...]]:
        """What each criterion lacks, by its number."""
        return {one.criterion.number: one.lacks for one in self.sections if one.lacks}

    @property
    def written(self) -> int:
        """How many criteria are answered."""
        return sum(one.is_written for one in self.sections)

    @property
    def unclear(self) -> int:
        """How many places could be misunderstood."""
        return sum(len(one.ambiguities) for one in self.sections)


def draft_of(engagement: Engagement, *, facts_on: Collection[int] | None = None) -> Draft:
    """The description with everything that is said of it, in a constant number of queries.

    ``facts_on`` names the criteria whose facts are read; what the others lack is then not known whole.
    """
    wanted = criteria_for(has_period=engagement.the_kind.has_period)
    passages = last_passages(engagement)
    facts = facts_of(engagement, facts_on)
    said = {number: Said(one.text, one.none_because) for number, one in passages.items()}
    lacks = lacking(said, wanted, facts_to_reckon_with(facts))
    explained = explained_in(one.text for one in passages.values())
    before = _earlier(engagement)
    comments: dict[int, list[DescriptionComment]] = {}
    for comment in DescriptionComment.objects.filter(engagement=engagement):
        comments.setdefault(comment.criterion, []).append(comment)
    final = FinalDescription.objects.filter(engagement=engagement).select_related("assertion").last()
    sections = []
    for one in wanted:
        passage = passages.get(one.number)
        text = passage.text if passage else ""
        others = [(name, texts.get(one.number, "")) for name, texts in before]
        alike = (likest(text, others), templates().likest(text))
        sections.append(
            Section(
                criterion=one,
                passage=passage,
                facts=facts.get(one.number, ()),
                lacks=lacks.get(one.number, ()),
                ambiguities=ambiguities(text, explained=explained),
                likeness=max(alike, key=lambda one: one.share),
                comments=tuple(comments.get(one.number, ())),
            )
        )
    return Draft(tuple(sections), final, final is not None and _is_current(final, passages))


def last_passages(engagement: Engagement) -> dict[int, Passage]:
    """The passage that counts of each criterion, in one query."""
    rows = Passage.objects.filter(engagement=engagement).order_by("version")
    return {one.criterion: one for one in rows}


def is_current(final: FinalDescription) -> bool:
    """Whether nothing was written after the version was made final, and no other was made."""
    last = FinalDescription.objects.filter(engagement=final.engagement_id).last()
    return last == final and _is_current(final, last_passages(final.engagement))


def content_of(engagement: Engagement, draft: Draft) -> dict[str, Any]:
    """What a final version holds: texts, facts and what it speaks of, as JSON."""
    return {
        "kind": engagement.kind,
        "system": engagement.system.name,
        "categories": list(engagement.categories),
        "from": engagement.from_on.isoformat() if engagement.from_on else None,
        "until": engagement.until_on.isoformat(),
        "sections": [
            {
                "criterion": one.criterion.number,
                "title": one.criterion.title,
                "version": one.passage.version if one.passage else 0,
                "text": one.passage.text if one.passage else "",
                "none_because": one.passage.none_because if one.passage else "",
                "facts": [[fact.name, fact.words] for fact in one.facts],
            }
            for one in draft.sections
        ],
    }


def _is_current(final: FinalDescription, passages: Mapping[int, Passage]) -> bool:
    frozen = {one["criterion"]: one["version"] for one in final.content["sections"] if one["version"]}
    return frozen == {number: one.version for number, one in passages.items()}


def _earlier(engagement: Engagement) -> list[tuple[str, dict[int, str]]]:
    """The texts of other engagements' descriptions, by name: what boilerplate is measured against."""
    found: dict[int, tuple[str, dict[int, str]]] = {}
    rows = Passage.objects.exclude(engagement=engagement).select_related("engagement").order_by("version")
    for one in rows:
        found.setdefault(one.engagement_id, (one.engagement.title, {}))[1][one.criterion] = one.text
    return list(found.values())
