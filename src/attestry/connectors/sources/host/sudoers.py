"""The sudo rules: sudoers files with their includes and aliases, one rule for each subject.

What is understood is what decides who may become whom: user specifications, user and command
aliases, the tags NOPASSWD and PASSWD, and defaults about authentication. A line that is not
understood is told, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_INCLUDE = re.compile(r"[@#](include|includedir)\s+\"?([^\"\s]+)\"?\s*")
_ALIAS = re.compile(r"(User|Cmnd|Host|Runas|Cmd)_Alias\s+(.+)", re.DOTALL)
_DEFAULTS = re.compile(r"Defaults([@:!>]\S+)?\s+(.*)", re.DOTALL)
_RUN_AS = re.compile(r"\(([^)]*)\)\s*")
_TAG = re.compile(r"(NO)?(PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT)\s*:\s*")
_FILES = 200


@dataclass(frozen=True)
class SudoRule:
    """What one subject may do; ``commands`` as written, aliases resolved."""

    subject: str
    machines: str
    run_as: str | None
    commands: tuple[str, ...]
    is_password_needed: bool
    file_path: str
    excluded: frozenset[str] = frozenset()

    @property
    def is_all_commands(self) -> bool:
        """Whether every command is allowed."""
        return "ALL" in self.commands


@dataclass
class _Policy:
    """What the files say so far."""

    lines: list[tuple[str, int, str]] = field(default_factory=list)
    aliases: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    without_password: set[str] = field(default_factory=set)
    unread: list[Unseen] = field(default_factory=list)


def read_sudoers(machine: Machine) -> tuple[list[SudoRule], list[Unseen]]:
    """The rules, and what of the files is unseen; no rules where sudo is not set up."""
    policy = _Policy()
    if machine.exists("/etc/sudoers"):
        _gather(machine, "/etc/sudoers", policy, set())
    specifications = [line for line in policy.lines if not _is_setting(policy, *line)]
    rules: dict[tuple[object, ...], SudoRule] = {}
    for path, number, line in specifications:
        try:
            for rule in _rules(policy, path, line):
                key = (rule.subject, rule.machines, rule.run_as, rule.commands, rule.is_password_needed)
                rules.setdefault(key, rule)
        except ValueError:
            policy.unread.append(
                Unseen(Reason.MALFORMED, f"{path}:{number} is not understood as a sudo rule.")
            )
    return list(rules.values()), policy.unread


def _gather(machine: Machine, path: str, policy: _Policy, seen: set[str]) -> None:
    """The logical lines of a file and of all it includes."""
    if path in seen or len(seen) >= _FILES:
        return
    seen.add(path)
    try:
        text = machine.text(path)
    except Unseen as unseen:
        policy.unread.append(unseen)
        return
    for number, line in _logical_lines(text):
        if include := _INCLUDE.fullmatch(line):
            place = include[2] if include[2].startswith("/") else f"{path.rpartition('/')[0]}/{include[2]}"
            for included in _included(machine, policy, include[1], place):
                _gather(machine, included, policy, seen)
        elif not line.startswith("#") or re.match(r"#\d", line):
            policy.lines.append((path, number, line))


def _included(machine: Machine, policy: _Policy, kind: str, place: str) -> list[str]:
    if kind == "include":
        return [place]
    try:
        names = machine.names(place)
    except Unseen as unseen:
        policy.unread.append(unseen)
        return []
    return [f"{place.rstrip('/')}/{name}" for name in names if "." not in name and not name.endswith("~")]


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    pending = ""
    for number, line in enumerate(text.splitlines(), start=1):
        pending += line
        if pending.endswith("\\"):
            pending = pending[:-1] + " "
            continue
        comment = re.search(r"(?<![:\w\\])#(?!\d|include)", pending)
        kept = pending[: comment.start()].strip() if comment else pending.strip()
        pending = ""
        if kept:
            yield number, kept


def _is_setting(policy: _Policy, path: str, number: int, line: str) -> bool:
    """Takes in an alias or a default; False where the line is a rule."""
    if alias := _ALIAS.fullmatch(line):
        for definition in re.split(r"\s:\s", alias[2]):
            name, equals, members = definition.partition("=")
            if not equals:
                policy.unread.append(
                    Unseen(Reason.MALFORMED, f"{path}:{number} is not understood as an alias.")
                )
            policy.aliases[(alias[1].replace("Cmd", "Cmnd"), name.strip())] = _listed(members)
        return True
    if defaults := _DEFAULTS.fullmatch(line):
        if "!authenticate" in _listed(defaults[2]):
            policy.without_password.add((defaults[1] or ":ALL")[1:])
        return True
    return False


def _rules(policy: _Policy, path: str, line: str) -> Iterator[SudoRule]:
    first, *others = re.split(r"\s:\s(?=[^()]*=)", line)
    left, equals, right = first.partition("=")
    words = re.sub(r"\s*,\s*", ",", left.strip()).split()
    if not equals or len(words) < 2:
        raise ValueError(line)
    subjects = _resolved(policy, "User", words[0].split(","))
    excluded = frozenset(subject[1:] for subject in subjects if subject.startswith("!"))
    parts = [
        (" ".join(words[1:]), right),
        *((one.partition("=")[0].strip(), one.partition("=")[2]) for one in others),
    ]
    for machines, commands in parts:
        for run_as, needs_password, allowed in _command_lists(policy, commands):
            for subject in subjects:
                if not subject.startswith("!"):
                    needed = needs_password and not {subject, "ALL"} & policy.without_password
                    yield SudoRule(subject, machines, run_as, allowed, needed, path, excluded)


def _command_lists(policy: _Policy, text: str) -> Iterator[tuple[str | None, bool, tuple[str, ...]]]:
    """Commands grouped by whom they run as and whether a password is asked for."""
    run_as: str | None = None
    needs_password = True
    groups: dict[tuple[str | None, bool], list[str]] = {}
    for command in _listed(text):
        rest = command
        if match := _RUN_AS.match(rest):
            run_as, rest = match[1].strip() or None, rest[match.end() :]
        while match := _TAG.match(rest):
            if match[2] == "PASSWD":
                needs_password = match[1] is None
            rest = rest[match.end() :]
        if not rest:
            raise ValueError(text)
        groups.setdefault((run_as, needs_password), []).extend(_resolved(policy, "Cmnd", [rest]))
    if not groups:
        raise ValueError(text)
    for (who, needed), commands in groups.items():
        yield who, needed, tuple(commands)


def _resolved(policy: _Policy, kind: str, names: list[str], depth: int = 0) -> list[str]:
    found: list[str] = []
    for name in names:
        members = policy.aliases.get((kind, name))
        found += [name] if members is None or depth > 10 else _resolved(policy, kind, members, depth + 1)
    return found


def _listed(text: str) -> list[str]:
    """Comma-separated parts, commas in parentheses, quotes or after a backslash left alone."""
    parts = re.findall(r"(?:\\.|\([^)]*\)|\"[^\"]*\"|[^,])+", text)
    return [part.strip() for part in parts if part.strip()]
