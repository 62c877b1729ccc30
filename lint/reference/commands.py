"""The command line: every verb with what it takes, and every exit code with the refusals behind it."""

from __future__ import annotations

import inspect

import typer

from attestry.cli.app import app
from attestry.cli.main import INTERRUPTED
from attestry.kit.errors import DomainError
from lint.reference.page import page, table


def command_line() -> str:
    """Every verb with what it takes."""
    said = (
        "A command that refuses says on standard error what happened, why it matters and what to do next, "
        "and ends with one of the [exit codes](exit-codes.md)."
    )
    return page("Command line", said, *(_verb(name, verb) for name, verb in _verbs()))


def _verb(name: str, verb: typer.core.TyperCommand) -> str:
    taken = [row for parameter in verb.params if (row := _taken(parameter))]
    said = f"## {name}\n\n{verb.help}"
    return f"{said}\n\n{table(('Takes', ''), taken)}" if taken else said


def _verbs() -> list[tuple[str, typer.core.TyperCommand]]:
    return _below(typer.main.get_command(app), "attestry")


def _below(command: object, path: str) -> list[tuple[str, typer.core.TyperCommand]]:
    found: list[tuple[str, typer.core.TyperCommand]] = []
    for name, verb in getattr(command, "commands", {}).items():
        if verb.hidden:
            continue
        if hasattr(verb, "commands"):
            found += _below(verb, f"{path} {name}")
        else:
            found.append((f"{path} {name}", verb))
    return found


def _taken(parameter: object) -> tuple[str, str] | None:
    names = [*getattr(parameter, "opts", []), *getattr(parameter, "secondary_opts", [])]
    if "--help" in names:
        return None
    return f"`{' / '.join(names)}`", getattr(parameter, "help", "") or ""


def exit_codes() -> str:
    """What each number means with which a command ends."""
    said = (
        "0 is the only code that means that everything was done and seen. A refusal's code says of what "
        "kind it is, whichever verb met it."
    )
    return page(
        "Exit codes", said, table(("Code", "Name", "Means"), sorted(_codes(), key=lambda row: int(row[0])))
    )


def _codes() -> list[tuple[str, str, str]]:
    refusals = [
        (str(kind.exit_code), f"`{kind.__name__}`", inspect.getdoc(kind) or "")
        for kind in DomainError.__subclasses__()
        if kind.__module__ == DomainError.__module__
    ]
    return [*refusals, *((str(code), "", means) for code, means in _OTHERS.items())]


_OTHERS = {
    0: "Done.",
    1: "`attestry doctor` found something in the way of working, or a fault of ours ended the command.",
    10: "`attestry collect` sealed what it saw; something was not seen in full and stands as unknown.",
    11: "`attestry tests mutate`: the tests notice too few faults, or nobody explained a survivor.",
    12: "`attestry verify FILE`: the bytes hold, but a recomputed answer is not the recorded one.",
    13: "`attestry verify FILE`: nothing differs, but a control test could not be replayed.",
    INTERRUPTED: "Interrupted at the keyboard; what was finished before is kept.",
}
