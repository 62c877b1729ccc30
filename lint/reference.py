"""The pages of ``docs/reference`` that are made from the code; ``python -m lint.reference`` writes them."""

from __future__ import annotations

import ast
from pathlib import Path

import typer

from attestry.cli.app import app
from attestry.frameworks.queries.glossary import TermsFile
from attestry.kit.content import library, load_yaml
from attestry.project.rooms import ROOMS

PAGES = Path(__file__).resolve().parent.parent / "docs" / "reference"
_MADE = "<!-- Made by “make docs”; change what it is made from. -->\n"


def glossary() -> str:
    """Every term of the library, by title."""
    terms = load_yaml(library() / "glossary" / "terms.yaml", TermsFile).terms
    entries = (f"## {term.title}\n\n{term.text}\n" for term in sorted(terms, key=_by_title))
    return "\n".join(["# Glossary\n", _MADE, *entries])


def _by_title(term: object) -> str:
    return str(getattr(term, "title", "")).casefold()


def rooms() -> str:
    """Every room in layer order, as its own docstring says it."""
    parts = ["# Rooms\n", _MADE, "Highest first. A room imports only rooms below it.\n"]
    parts += [f"## {room.name}\n\n{_said_of(room.name)}\n" for room in ROOMS]
    return "\n".join(parts)


def _said_of(name: str) -> str:
    package = Path(__file__).resolve().parent.parent / "src" / "attestry" / name
    source = package / "__init__.py" if package.is_dir() else package.with_suffix(".py")
    if not source.exists():
        return "Content that people can read and review, and no Python."
    return ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""


def command_line() -> str:
    """Every verb with what it takes."""
    parts = ["# Command line\n", _MADE, _CODES]
    for name, command in _verbs(typer.main.get_command(app), "attestry"):
        parts.append(f"## {name}\n\n{command.help}\n")
        takes = [line for parameter in command.params if (line := _taken(parameter))]
        if takes:
            parts.append("| | |\n|---|---|\n" + "\n".join(takes) + "\n")
    return "\n".join(parts)


_CODES = """\
A command that refuses says on standard error what happened, why it matters and what to do next.

| Exit code | Means |
|---|---|
| 0 | done |
| 2 | what was handed in is not well-formed |
| 3 | the role does not allow it |
| 4 | nothing of that name is here |
| 5 | somebody else holds or changed it |
| 6 | a disk, a network or a source did not answer |
| 7 | sealed evidence or the journal does not match its own digests |
| 10 | collected, but something was not seen in full and stands as unknown |
| 130 | interrupted |
"""


def _verbs(command: object, path: str) -> list[tuple[str, typer.core.TyperCommand]]:
    found: list[tuple[str, typer.core.TyperCommand]] = []
    for name, verb in getattr(command, "commands", {}).items():
        if verb.hidden:
            continue
        if hasattr(verb, "commands"):
            found += _verbs(verb, f"{path} {name}")
        else:
            found.append((f"{path} {name}", verb))
    return found


def _taken(parameter: object) -> str:
    names = [*getattr(parameter, "opts", []), *getattr(parameter, "secondary_opts", [])]
    said = getattr(parameter, "help", "") or ""
    if "--help" in names:
        return ""
    return f"| `{' / '.join(names)}` | {said} |"


MADE = {"glossary.md": glossary, "rooms.md": rooms, "command-line.md": command_line}


def main() -> None:
    """Write every page."""
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, made in MADE.items():
        (PAGES / name).write_text(made(), encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
