"""Committing a seed, drawing a sample with it once, and telling the seed at the end."""

from __future__ import annotations

import secrets
from decimal import Decimal

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.kit.salted import committed
from attestry.populations.errors import AlreadyDrawn, NotYet, PopulationRefused, SeedFixed
from attestry.populations.keeping import keep_items
from attestry.populations.models import Population, PopulationFreeze, Sample, SeedCommitment, SeedReveal
from attestry.populations.queries.sizes import Asked, sized
from attestry.populations.queries.taking import kept_list
from attestry.populations.rules.drawing import FrozenItem, draw, the_seed
from attestry.populations.rules.method import Basis, How, Method, Risk
from attestry.populations.rules.sizing import Parameters
from attestry.populations.rules.state import PopulationState
from attestry.populations.standing import held_population, held_sample, move

MOST_STRATA = 100
NONCE_BYTES = 16
LONGEST_SEED = 200


@act("populations.commit_seed")
def commit_seed(actor: Actor, population: Population, *, words: str = "") -> SeedCommitment:
    """Fix the seed of the sample before it is drawn; the journal holds its digest from here on.

    To the auditor's words come a nonce that nobody chose and the digest of the frozen list, so that
    neither a pleasing sample nor the seed itself can be found by trying. Raises NotYet before the
    freeze, SeedFixed where one was committed.
    """
    held = held_population(actor, population)
    if not held.the_state.is_frozen:
        raise NotYet("A seed is bound to a frozen list.", next_step="Freeze the population first.")
    if SeedCommitment.objects.filter(population=held).exists():
        raise SeedFixed
    said = words.strip()
    if len(said) > LONGEST_SEED or not said.isprintable():
        raise PopulationRefused("words", f"One line of at most {LONGEST_SEED} characters.")
    frozen = PopulationFreeze.objects.select_related("extraction").get(population=held)
    seed = the_seed(said, secrets.token_hex(NONCE_BYTES), frozen.extraction.items_digest)
    made = SeedCommitment.objects.create(
        population=held,
        seed=seed,
        digest=sha256_hex(seed.encode()),
        committed_by=actor.name,
        committed_at=clock.now(),
    )
    record(held.subject, after={"seed_digest": made.digest})
    return made


@act("populations.draw")
def draw_sample(
    actor: Actor,
    population: Population,
    *,
    method: Method,
    basis: Basis,
    risk: Risk = Risk.NORMAL,
    frequency: str = "",
    confidence: Decimal = Decimal(90),
    tolerable: Decimal = Decimal(10),
    expected: Decimal = Decimal(0),
    size: int | None = None,
    reason: str = "",
) -> Sample:
    """Draw the sample of a frozen population, once, with the seed that was committed.

    ``size`` and ``reason`` are for the auditor's judgement alone; of all items no basis is needed.
    Raises NotYet, AlreadyDrawn, PopulationRefused.
    """
    held = held_population(actor, population)
    if held.the_state is PopulationState.SAMPLED:
        raise AlreadyDrawn
    commitment = SeedCommitment.objects.filter(population=held).first()
    if not held.the_state.is_frozen or commitment is None:
        raise NotYet(
            "A sample is drawn from a frozen list, with a seed that was committed before.",
            next_step="Freeze the population and commit a seed first.",
        )
    items = _frozen_items(held)
    parameters = Parameters(confidence, tolerable, expected)
    asked = Asked(method, basis, risk, frequency, parameters, size, reason.strip())
    decided, version = sized(held, len(items), asked)
    chosen = draw(items, method=method, size=decided.size, seed=commitment.seed)
    is_statistical = basis is Basis.STATISTICS and method is not Method.ALL
    said = {"method": method.value, "items": [one.item for one in chosen], "words": decided.words}
    seal = committed({**said, "seed_digest": commitment.digest})
    made = Sample.objects.create(
        population=held,
        commitment=commitment,
        method=method.value,
        basis=basis.value,
        risk=risk.value,
        table_version=version,
        confidence=confidence if is_statistical else None,
        tolerable=tolerable if is_statistical else None,
        expected=expected if is_statistical else None,
        accepted=decided.accepted,
        size=len(chosen),
        words=decided.words,
        reason=reason.strip(),
        salt=seal.salt,
        digest=seal.digest,
        drawn_by=actor.name,
        drawn_at=clock.now(),
    )
    keep_items(made, chosen, how=How.DRAWN)
    move(held, PopulationState.SAMPLED)
    record(held.subject, after={"sample": made.pk, "digest": seal.digest, "seed_digest": commitment.digest})
    return made


def _frozen_items(population: Population) -> tuple[FrozenItem, ...]:
    frozen = PopulationFreeze.objects.select_related("extraction").get(population=population)
    items = kept_list(frozen.extraction.digest)
    if not items:
        raise NotYet(
            "The population holds no item: the control did not operate, and is not tested.",
            next_step="Say so in the test; nothing is drawn.",
        )
    if population.stratum_column and len({one.stratum for one in items}) > MOST_STRATA:
        raise PopulationRefused("method", f"The list has more than {MOST_STRATA} strata.")
    return items


@act("populations.reveal_seed")
def reveal_seed(actor: Actor, sample: Sample) -> SeedReveal:
    """Tell the seed, in the journal, so that anybody can draw the sample again; nothing is added after it.

    Raises SeedFixed where it was told.
    """
    held = held_sample(actor, sample)
    if SeedReveal.objects.filter(commitment=held.commitment).exists():
        raise SeedFixed
    made = SeedReveal.objects.create(
        commitment=held.commitment, revealed_by=actor.name, revealed_at=clock.now()
    )
    record(
        held.population.subject,
        after={"seed": held.commitment.seed, "seed_digest": held.commitment.digest, "sample": held.pk},
    )
    return made
