"""The contents of a report as they would be frozen: one JSON value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from attestry.descriptions.models import FinalDescription
from attestry.descriptions.queries.assumed import user_controls_of
from attestry.descriptions.queries.description import is_current
from attestry.deviations.queries.management import shared_results
from attestry.engagements.errors import WrongForKind
from attestry.engagements.models import Engagement
from attestry.engagements.queries.criteria import criteria_of, edition_words, series_of
from attestry.engagements.rules.contents import Part
from attestry.engagements.rules.kind import EngagementKind
from attestry.opinions.queries.section_four import controls_tested
from attestry.opinions.queries.whole import last_opinions, said_of
from attestry.opinions.rules.opining import sentence_of
from attestry.opinions.rules.opinion import subjects_for
from attestry.opinions.rules.wording import (
    LIMITS_OF_TYPE_1,
    NOT_COVERED,
    Element,
    Speaking,
    before_the_opinion,
    use_of,
)
from attestry.scope.queries.promises import organizations
from attestry.scope.rules.promises import Method
from attestry.ui.words import day_words, instant_words

FORMAT = "attestry/soc-report/1"
_BOUNDARY = (1, 2, 3)


def content_of(
    engagement: Engagement,
    *,
    report_on: date,
    reissue: Mapping[str, Any] | None = None,
    seal_words: str = "",
    controls: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Everything that the report holds, in a constant number of queries.

    ``reissue``: what it replaces. ``seal_words``: whose seal its file will bear; a draft bears none.
    ``controls``: section IV where it is known already, so that it is not read.
    Raises WrongForKind of what is no attestation: no report is drawn up in it.
    """
    kind = engagement.the_kind
    if not kind.is_attestation:
        raise WrongForKind(kind.label, [Part.OPINION.value])
    is_soc_3 = kind is EngagementKind.SOC_3
    final = _final(engagement)
    users, others = _user_controls(engagement), _organizations(engagement)
    responses = [] if is_soc_3 else _responses(engagement)
    said = _speaking(engagement, users, others, has_other=bool(responses))
    opinions = _opinions(engagement, said)
    assertion = _assertion(final)
    held: dict[str, Any] = {
        **_identity(engagement, said, report_on),
        "elements": [_element(one) for one in before_the_opinion(said)],
        "opinions": opinions,
        "use": _element(use_of(said)),
        "assertion": assertion,
        "description": {} if is_soc_3 else _description(final),
        "boundary": _described(final, only=_BOUNDARY) if is_soc_3 else [],
        "criteria": _criteria(engagement),
        "inapplicable": dict(sorted(engagement.inapplicable.items())),
        "controls": [] if is_soc_3 else controls_tested(engagement) if controls is None else controls,
        "limits": LIMITS_OF_TYPE_1 if kind is EngagementKind.SOC_2_TYPE_1 else "",
        "user_entity_controls": users,
        "subservice_organizations": others,
        "other": responses,
        "not_covered": NOT_COVERED,
        "reissue": dict(reissue or {}),
        "seal": seal_words,
    }
    return {**held, "attestation": _attestation(held)}


def _identity(engagement: Engagement, said: Speaking, report_on: date) -> dict[str, Any]:
    """Which report it is: of what, by whom, by which standard, and of which days."""
    return {
        "format": FORMAT,
        "number": engagement.pk,
        "title": engagement.title,
        "kind": engagement.kind,
        "kind_label": engagement.the_kind.label,
        "organization": said.organization,
        "is_sample": settings.HOME.organization().is_sample,
        "system": said.system,
        "categories": list(engagement.categories),
        "edition": said.edition,
        "standard": engagement.standard,
        "standard_since_on": _iso(engagement.standard_since_on),
        "from": _iso(engagement.from_on),
        "until": engagement.until_on.isoformat(),
        "when": said.when,
        "report_on": report_on.isoformat(),
        "report_on_words": day_words(report_on),
        "firm": _firm(engagement),
        "addressee": f"To the management of {said.organization}",
    }


def _criteria(engagement: Engagement) -> list[dict[str, str]]:
    series = series_of(engagement.edition)
    return [
        {
            "reference": one.reference,
            "title": one.title,
            "statement": one.statement,
            "series": one.section,
            "series_title": series.get(one.section, ""),
        }
        for one in criteria_of(engagement)
    ]


def _attestation(held: Mapping[str, Any]) -> dict[str, str]:
    """The six parts of an attestation (AT-C 105), each a field of its own."""
    about = "the description, the design of the controls"
    if held["kind"] == EngagementKind.SOC_2_TYPE_2:
        about += " and their operation"
    if held["kind"] == EngagementKind.SOC_3:
        about = "the effectiveness of the controls"
    firm = held["firm"]
    return {
        "subject_matter": f"{about} of the system “{held['system']}” {held['when']}",
        "criteria": ", ".join(one["reference"] for one in held["criteria"]),
        "assertion": held["assertion"].get("digest", ""),
        "responsible_party": f"the management of {held['organization']}",
        "practitioner": f"{firm['name']}, {firm['licence']}" if firm else "",
        "opinion": "; ".join(f"{one['subject']}: {one['label']}" for one in held["opinions"]),
    }


def _speaking(engagement: Engagement, users: list[Any], others: list[Any], *, has_other: bool) -> Speaking:
    from_on, until_on = engagement.from_on, engagement.until_on
    carved = [one["name"] for one in others if one["method"] == Method.CARVE_OUT]
    return Speaking(
        kind=engagement.the_kind,
        organization=settings.HOME.organization().name,
        system=engagement.system.name,
        categories=", ".join(one.replace("_", " ") for one in engagement.categories),
        edition=edition_words(engagement.edition),
        standard=engagement.standard,
        when=(
            f"throughout the period from {day_words(from_on)} to {day_words(until_on)}"
            if from_on
            else f"as of {day_words(until_on)}"
        ),
        user_controls=len(users),
        carved_out=carved,
        included=[one["name"] for one in others if one["name"] not in carved],
        has_other=has_other,
    )


def _opinions(engagement: Engagement, said: Speaking) -> list[dict[str, Any]]:
    standing = last_opinions(engagement)
    found = []
    for subject in subjects_for(engagement.the_kind):
        if (one := standing.get(subject)) is not None:
            sentence = sentence_of(
                subject,
                said_of(one),
                system=said.system,
                when=said.when,
                is_described=engagement.the_kind is not EngagementKind.SOC_3,
            )
            found.append(
                {
                    "subject": subject.value,
                    "title": f"Opinion on the {subject.value}",
                    "kind": one.kind,
                    "label": one.get_kind_display(),
                    "sentence": sentence,
                    "matter": one.matter,
                    "reasons": one.reasons,
                    "criteria": list(one.criteria),
                    "version": one.version,
                    "digest": one.digest,
                }
            )
    return found


def _final(engagement: Engagement) -> FinalDescription | None:
    final = FinalDescription.objects.filter(engagement=engagement).select_related("assertion").last()
    return final if final is not None and is_current(final) else None


def _assertion(final: FinalDescription | None) -> dict[str, str]:
    signed = getattr(final, "assertion", None)
    if signed is None:
        return {}
    return {
        "text": signed.text,
        "signer": signed.signer_name,
        "office": signed.signer_title,
        "signed": instant_words(signed.signed_at),
        "digest": signed.digest,
    }


def _description(final: FinalDescription | None) -> dict[str, Any]:
    if final is None:
        return {}
    return {"version": final.version, "digest": final.digest, "sections": _described(final)}


def _described(final: FinalDescription | None, only: tuple[int, ...] = ()) -> list[dict[str, Any]]:
    sections = final.content["sections"] if final else []
    return [dict(one) for one in sections if not only or one["criterion"] in only]


def _user_controls(engagement: Engagement) -> list[dict[str, Any]]:
    return [
        {"key": one.key, "text": one.text, "criteria": list(one.criteria), "without_it": one.without_it}
        for one in user_controls_of(engagement)
    ]


def _organizations(engagement: Engagement) -> list[dict[str, Any]]:
    return [
        {
            "name": line.organization.name,
            "service": line.organization.service,
            "method": str(line.organization.method),
            "monitoring": line.organization.monitoring,
            "expected": [{"text": one.text, "criteria": list(one.criteria)} for one in line.expected],
        }
        for line in organizations(engagement.system)
    ]


def _responses(engagement: Engagement) -> list[dict[str, str]]:
    """What management answers to each deviation that was shared with it: its own words, not examined."""
    found = []
    for line in shared_results(engagement):
        if (one := line.response) is not None:
            words = [one.words]
            if one.due_on is not None:
                words.append(f"{one.action} By {one.who}, until {day_words(one.due_on)}.")
            title = f"Response to {line.reference}: {line.control_key} {line.control_title}"
            found.append({"title": title, "text": "\n\n".join(words)})
    return found


def _firm(engagement: Engagement) -> dict[str, str]:
    firm = engagement.firm
    if firm is None:
        return {}
    licence = f"{firm.licence_jurisdiction} {firm.licence_number}".strip()
    return {
        "name": firm.name,
        "city": firm.city,
        "state": firm.state,
        "licence": licence,
        "peer_review": firm.peer_review,
        "peer_review_until": _iso(firm.peer_review_expires_on) or "",
    }


def _element(one: Element) -> dict[str, Any]:
    return {"title": one.title, "words": list(one.words)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
