"""Changing a text, and what is settled around it."""

from __future__ import annotations

from attestry.controls.queries.listing import known_control_keys
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person, Team
from attestry.policies.actions.adopting import LONGEST_TITLE, listed
from attestry.policies.errors import ChangedMeanwhile, PolicyRefused, PolicyTitleTaken, SettledMeanwhile
from attestry.policies.models import Policy, PolicyVersion
from attestry.policies.rules.clauses import LONGEST, clauses_in, digest_of, normal
from attestry.policies.rules.standing import OPEN, VersionState


@act("policies.edit")
def edit_policy(
    actor: Actor, policy: Policy, *, text: str, based_on: str, change_note: str = ""
) -> PolicyVersion:
    """Keep another text as the policy's open version; begin one where the last is published.

    ``based_on`` is the digest of the text that it was made from. A version that was submitted or
    approved becomes a draft again: an approval is of a digest and no longer fits. Raises
    ChangedMeanwhile where somebody else changed the text since, PolicyRefused for a text that is
    empty or too long, or a policy that is retired.
    """
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    if held.retired_at is not None:
        raise PolicyRefused("The policy is retired.", next_step="Write a new one.")
    kept = normal(text)
    if not kept.strip() or len(kept) > LONGEST:
        raise PolicyRefused(
            f"A text has between one and {LONGEST:,} letters.", next_step="Write it, or make two of it."
        )
    last = held.versions.order_by("-number").first()
    if last is None:
        raise PolicyRefused("The policy has no text yet.", next_step="Write a new one.")
    if based_on != last.digest:
        raise ChangedMeanwhile(theirs=last.text, digest=last.digest, writer=last.written_by)
    version = last if last.state in OPEN else PolicyVersion(policy=held, number=last.number + 1)
    if digest_of(kept) == last.digest and (last.state in OPEN or not change_note.strip()):
        return last
    before = {"version": last.number, "digest": last.digest, "state": last.state}
    _write(actor, version, kept, change_note.strip())
    record(
        held.subject,
        before=before,
        after={"version": version.number, "digest": version.digest, "state": version.state},
    )
    return version


def _write(actor: Actor, version: PolicyVersion, text: str, change_note: str) -> None:
    version.text = text
    version.digest = digest_of(text)
    version.clauses = list(clauses_in(text))
    version.state = VersionState.DRAFT
    version.writers = {**version.writers, actor.key: actor.name}
    version.written_at = clock.now()
    version.written_by = actor.name
    version.change_note = change_note or version.change_note
    version.submitted_at = None
    version.submitted_by = ""
    version.save()


@act("policies.settle")
def settle_policy(
    actor: Actor,
    policy: Policy,
    *,
    title: str,
    owner: Person | None,
    is_for_everyone: bool,
    teams: str = "",
    review_months: int = 12,
    acknowledge_within_days: int = 14,
    acknowledge_again_months: int = 12,
    controls: str = "",
    based_on: str = "",
) -> Policy:
    """Say whose the policy is, who has to acknowledge it, how often it is reviewed, what it stands behind.

    ``teams`` are names, one a line, and count where it is not for everyone; ``controls`` are ids.
    ``based_on`` is the settings' digest that the change was made from; an empty one asks nothing.
    Raises PolicyRefused at the field that does not fit, PolicyTitleTaken, and SettledMeanwhile
    where somebody else changed them since.
    """
    held = Policy.objects.select_for_update(of=("self",)).select_related("owner").get(pk=policy.pk)
    before = held.settings_record()
    if based_on and based_on != held.settings_digest():
        raise SettledMeanwhile("; ".join(f"{key.replace('_', ' ')}: {said}" for key, said in before.items()))
    chosen = [] if is_for_everyone else _teams(teams)
    held.title = _title(held, title.strip())
    held.owner = owner
    held.is_for_everyone = is_for_everyone
    held.review_months = _within(review_months, 1, 24, "A policy is reviewed every 1 to 24 months.")
    held.acknowledge_within_days = _within(
        acknowledge_within_days, 1, 90, "People have 1 to 90 days to acknowledge."
    )
    held.acknowledge_again_months = _within(
        acknowledge_again_months, 0, 36, "Acknowledgements last 1 to 36 months, or for ever (0)."
    )
    held.controls = _controls(controls)
    held.save()
    held.teams.set(chosen)
    record(held.subject, before=before, after=held.settings_record())
    return held


def _title(policy: Policy, title: str) -> str:
    if not title or len(title) > LONGEST_TITLE:
        raise PolicyRefused(f"A title has 1 to {LONGEST_TITLE} letters.", next_step="Give it one.")
    if Policy.objects.filter(title__iexact=title, retired_at=None).exclude(pk=policy.pk).exists():
        raise PolicyTitleTaken(title)
    return title


def _within(number: int, least: int, most: int, reason: str) -> int:
    if not least <= number <= most:
        raise PolicyRefused(reason, next_step=f"Give a number from {least} to {most}.")
    return number


def _teams(names: str) -> list[Team]:
    wanted = [name.strip() for name in names.splitlines() if name.strip()]
    found = {team.name: team for team in Team.objects.filter(name__in=wanted)}
    unknown = [name for name in wanted if name not in found]
    if unknown:
        raise PolicyRefused(
            f"There is no team {', '.join(unknown)}.", next_step="Choose teams of the register of people."
        )
    return list(found.values())


def _controls(words: str) -> list[str]:
    wanted = listed(words)
    known = known_control_keys() if wanted else frozenset()
    unknown = [key for key in wanted if key not in known]
    if unknown:
        raise PolicyRefused(
            f"There is no control {', '.join(unknown)}.", next_step="Name controls by their ids, as GOV-08."
        )
    return wanted
