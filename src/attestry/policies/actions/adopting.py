"""Making a policy: from one template, from several at once, or of one's own."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.text import slugify

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.policies.errors import PolicyRefused, PolicyTitleTaken, UnknownTemplate
from attestry.policies.models import Policy, PolicyTemplate, PolicyVersion
from attestry.policies.rules.clauses import LONGEST, clauses_in, digest_of, filled, normal
from attestry.policies.rules.standing import PolicyKind
from attestry.scope.models import System

LONGEST_TITLE = 200
_KEY_LENGTH = 72


@act("policies.adopt")
def adopt_policy(
    actor: Actor,
    system: System,
    *,
    templates: str,
    title: str = "",
    owner: Person | None = None,
    contact: str = "",
) -> Policy:
    """Make a policy of the templates named (ids with commas between), as a draft of version 1.

    Several become one policy with all of their clauses, as small organizations do. The places
    ``{{ organization }}`` and so on are filled with what is known. Raises UnknownTemplate,
    PolicyTitleTaken, and PolicyRefused where a policy in use already covers one of them.
    """
    chosen = _chosen(templates)
    made = _made(
        actor,
        title=title.strip() or chosen[0].title,
        kind=PolicyKind.POLICY,
        owner=owner,
        owner_role=chosen[0].owner_role,
        review_months=min(one.review_months for one in chosen),
        is_for_everyone=any(one.is_for_everyone for one in chosen),
        criteria=_merged(one.criteria for one in chosen),
        controls=_merged(one.controls for one in chosen),
    )
    made.templates.set(chosen)
    text = _text_of(made, chosen)
    organization = settings.HOME.organization().name
    known = {
        "organization": organization,
        # A new home calls the system as it calls the organization, which would be said twice.
        "system": system.name if system.name != organization else f"the system of {organization}",
        "owner": _in_a_sentence(chosen[0].owner_role),
        "approver": _in_a_sentence(chosen[0].approver_role),
        "contact": contact.strip(),
    }
    _first_version(actor, made, filled(text, known))
    record(made.subject, after={"templates": [one.key for one in chosen], "title": made.title})
    return made


@act("policies.adopt")
def adopt_policies(actor: Actor, system: System, *, templates: str, contact: str = "") -> list[Policy]:
    """Make one policy of each of the templates named, all or none. Raises as adopt_policy does."""
    return [adopt_policy(actor, system, templates=key, contact=contact) for key in listed(templates)]


@act("policies.write")
def write_policy(
    actor: Actor,
    *,
    title: str,
    kind: str = PolicyKind.POLICY,
    text: str = "",
    owner: Person | None = None,
    is_for_everyone: bool = True,
    controls: str = "",
) -> Policy:
    """Begin a policy or procedure of the organization's own, as a draft of version 1.

    ``controls`` are ids with commas between. Raises PolicyRefused, PolicyTitleTaken.
    """
    if kind not in set(PolicyKind):
        raise PolicyRefused(f"There is no kind “{kind}”.", next_step="Choose policy or procedure.")
    made = _made(
        actor,
        title=title.strip(),
        kind=PolicyKind(kind),
        owner=owner,
        owner_role="",
        review_months=12,
        is_for_everyone=is_for_everyone,
        criteria=[],
        controls=listed(controls),
    )
    _first_version(actor, made, text if text.strip() else f"# {made.title}")
    record(made.subject, after={"kind": kind, "title": made.title})
    return made


def _in_a_sentence(role: str) -> str:
    """``executive management`` and ``IT lead``: a small first letter unless it is of an abbreviation."""
    return role if role[:2].isupper() else role[:1].lower() + role[1:]


def listed(words: str) -> list[str]:
    """The ids of a text with commas, spaces or lines between, once each."""
    return list(dict.fromkeys(word.upper() for word in words.replace(",", " ").split()))


def _made(
    actor: Actor,
    *,
    title: str,
    kind: PolicyKind,
    owner: Person | None,
    owner_role: str,
    review_months: int,
    is_for_everyone: bool,
    criteria: list[str],
    controls: list[str],
) -> Policy:
    if not title or len(title) > LONGEST_TITLE:
        raise PolicyRefused(
            f"A {kind.value} needs a title of at most {LONGEST_TITLE} letters.", next_step="Give it one."
        )
    if Policy.objects.filter(title__iexact=title, retired_at=None).exists():
        raise PolicyTitleTaken(title)
    return Policy.objects.create(
        key=_free_key(title),
        title=title,
        kind=kind,
        owner=owner,
        owner_role=owner_role,
        review_months=review_months,
        is_for_everyone=is_for_everyone,
        criteria=criteria,
        controls=controls,
        created_at=clock.now(),
    )


def _free_key(title: str) -> str:
    key = slugify(title)[:_KEY_LENGTH].strip("-") or "policy"
    taken = set(Policy.objects.filter(key__startswith=key).values_list("key", flat=True))
    number = 2
    free = key
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free


def _chosen(templates: str) -> list[PolicyTemplate]:
    keys = listed(templates)
    found = {one.key: one for one in PolicyTemplate.objects.filter(key__in=keys, withdrawn_at=None)}
    unknown = [key for key in keys if key not in found]
    if unknown or not keys:
        raise UnknownTemplate(", ".join(unknown) or "without an id")
    covered = Policy.objects.filter(templates__in=found.values(), retired_at=None).first()
    if covered is not None:
        raise PolicyRefused(
            f"“{covered.title}” already covers one of these templates.",
            next_step="Edit that policy, or retire it first.",
        )
    return [found[key] for key in keys]


def _text_of(policy: Policy, chosen: list[PolicyTemplate]) -> str:
    """One template's text as it is; of several, each as a part under the policy's title."""
    if len(chosen) == 1 and chosen[0].title == policy.title:
        return chosen[0].text
    if len(chosen) == 1:
        return f"# {policy.title}\n" + chosen[0].text.partition("\n")[2]
    parts = [_lowered(one.text) for one in chosen]
    return f"# {policy.title}\n\n" + "\n".join(parts)


def _lowered(text: str) -> str:
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in text.split("\n"))


def _first_version(actor: Actor, policy: Policy, text: str) -> None:
    kept = normal(text)
    if len(kept) > LONGEST:
        raise PolicyRefused(f"A text has at most {LONGEST:,} letters.", next_step="Make two of it.")
    at = clock.now()
    PolicyVersion.objects.create(
        policy=policy,
        number=1,
        text=kept,
        digest=digest_of(kept),
        clauses=list(clauses_in(kept)),
        writers={actor.key: actor.name},
        change_note="First version",
        written_at=at,
        written_by=actor.name,
    )


def _merged(lists: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(one for each in lists for one in each))
