"""``attestry tests``: what the control tests are worth."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import operator, ready

if TYPE_CHECKING:
    from attestry.control_tests.rules.mutation import Score

TOO_WEAK = 11
_UNEXPLAINED = "not explained"

app = typer.Typer(help="What the control tests are worth.", no_args_is_help=True)


@app.callback()
def tests() -> None:
    """What the control tests are worth."""


@app.command("mutate")
def mutate(
    only: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Control tests; all where none is named.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    with_survivors: Annotated[
        bool, typer.Option("--survivors", help="List every fault that was let through, and why.")
    ] = False,
) -> None:
    """Put faults into what the control tests pass in their own cases, and say how many they notice.

    Exit code 11: together they notice less than 95 %, or a fault that was let through is not explained,
    or an explanation speaks of one that is noticed.
    """
    ready()
    # Imported late: needs Django.
    from attestry.control_tests.actions.measuring import measure_tests
    from attestry.control_tests.queries import definition, definitions
    from attestry.control_tests.rules.mutation import faultless
    from attestry.project.preparing import prepare

    chosen = [definition(name) for name in dict.fromkeys(only)] if only else list(definitions().values())
    started = time.process_time()
    with Progress() as progress:
        prepare(progress)
        scores = measure_tests(operator(), chosen, progress=progress)
    if as_json:
        typer.echo(json.dumps([one.said() for one in scores], indent=2))
    else:
        typer.echo("\n".join(_lines(scores, with_survivors)))
        typer.echo(f"Took {time.process_time() - started:.1f} s of one core.", err=True)
    if not faultless(scores):
        raise typer.Exit(TOO_WEAK)


def _lines(scores: Sequence[Score], with_survivors: bool) -> list[str]:
    # Imported late: most of the package, which verbs that need none of it should not pay.
    from attestry.control_tests.rules.mutation import share

    lines = []
    for one in sorted(scores, key=lambda one: (one.share, one.test_id)):
        listed = one.survivors if with_survivors else one.unexplained
        lines.append(f"{one.share:7.1%}  {one.test_id}: {one.noticed} of {one.injected} faults noticed")
        lines.extend(f"         let through: {key}: {one.explained.get(key, _UNEXPLAINED)}" for key in listed)
        lines.extend(f"         explained, yet noticed: {key}" for key in one.stale)
    noticed, injected = sum(one.noticed for one in scores), sum(one.injected for one in scores)
    lines.append(f"{share(noticed, injected):7.1%}  together: {noticed} of {injected} faults noticed")
    counted: Counter[str] = Counter()
    for one in scores:
        counted.update(one.answers)
    lines.extend(f"{count:16,}  {answer}" for answer, count in counted.most_common())
    places, seen = sum(one.places for one in scores), sum(one.seen_places for one in scores)
    lines.append(f"         put into {places:,} places, and noticed in {seen:,} of them")
    return lines
