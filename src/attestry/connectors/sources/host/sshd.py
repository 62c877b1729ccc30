"""The SSH server's settings: as it prints them itself, or as far as its files state them."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_CONFIGURATION = "/etc/ssh/sshd_config"
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_OLD_NAMES = {"challengeresponseauthentication": "kbdinteractiveauthentication"}
_DEPTH = 16


@dataclass(frozen=True)
class SshSettings:
    """Settings by keyword in lower case; ``is_effective`` where the server printed them."""

    values: dict[str, list[str]]
    is_effective: bool

    def first(self, keyword: str) -> str:
        """The value that holds. Raises Unseen where files do not state it."""
        if keyword not in self.values:
            if self.is_effective:
                raise Unseen(Reason.UNSUPPORTED, f"This version of the SSH server has no setting {keyword}.")
            raise Unseen(
                Reason.PERMISSION,
                f"The configuration files do not state {keyword}; only root may ask the server for it.",
            )
        return self.values[keyword][0]

    def is_on(self, keyword: str) -> bool:
        """Whether a yes-or-no setting is yes."""
        return self.first(keyword).lower() == "yes"

    def number(self, keyword: str) -> int:
        """A whole number; of MaxStartups-like values the first part."""
        match = re.match(r"\d{1,9}", self.first(keyword))
        if match is None:
            raise Unseen(Reason.MALFORMED, f"{keyword} of the SSH server is no number.")
        return int(match[0])

    def seconds(self, keyword: str) -> int:
        """A span such as 120, 2m or 1h30m, in seconds."""
        text = self.first(keyword).lower()
        parts = re.findall(r"(\d{1,9})([smhdw]?)", text)
        if not parts or "".join(count + unit for count, unit in parts) != text:
            raise Unseen(Reason.MALFORMED, f"{keyword} of the SSH server is no span of time.")
        return sum(int(count) * _SECONDS[unit] for count, unit in parts)

    def algorithms(self, keyword: str) -> list[str]:
        """A list of algorithms. Raises Unseen where files only add to or take from the default."""
        value = self.first(keyword)
        if value[:1] in "+-^":
            raise Unseen(
                Reason.PERMISSION, f"{keyword} changes a default that only root may ask the server for."
            )
        return [name for name in value.split(",") if name]


@dataclass
class SshFiles:
    """What the configuration files state outside of Match blocks, and how many such blocks there are."""

    values: dict[str, list[str]] = field(default_factory=dict)
    match_blocks: int = 0
    is_in_match: bool = False


def is_installed(machine: Machine) -> bool:
    """Whether the server program or its configuration is there."""
    return machine.has_program("sshd") or machine.exists(_CONFIGURATION)


def read_settings(machine: Machine) -> SshSettings:
    """The settings that hold outside of Match blocks. Raises Unseen where neither way is open."""
    try:
        return SshSettings(_parsed(machine.answer("sshd", "-T")), is_effective=True)
    except Unseen as unasked:
        try:
            return SshSettings(read_files(machine).values, is_effective=False)
        except Unseen as unread:
            raise Unseen(unread.reason, f"{unasked.detail} {unread.detail}") from unread


def read_files(machine: Machine) -> SshFiles:
    """The configuration files with their includes; the first value of a keyword holds."""
    files = SshFiles()
    _read_file(machine, _CONFIGURATION, files, 0)
    return files


def _read_file(machine: Machine, path: str, files: SshFiles, depth: int) -> None:
    if depth > _DEPTH:
        raise Unseen(Reason.MALFORMED, f"{path} is included too deeply.")
    for line in machine.text(path).splitlines():
        keyword, value = _keyword(line)
        if keyword == "match":
            files.is_in_match = value.lower() != "all"
            files.match_blocks += files.is_in_match
        elif keyword == "include":
            before = files.is_in_match
            for pattern in value.split():
                for included in _matching(machine, pattern):
                    _read_file(machine, included, files, depth + 1)
            files.is_in_match = before
        elif keyword and not files.is_in_match:
            files.values.setdefault(keyword, []).append(value)


def _matching(machine: Machine, pattern: str) -> list[str]:
    folder, _, name = (pattern if pattern.startswith("/") else f"/etc/ssh/{pattern}").rpartition("/")
    return [f"{folder}/{found}" for found in machine.names(folder) if fnmatch.fnmatchcase(found, name)]


def _parsed(printed: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for line in printed.splitlines():
        keyword, value = _keyword(line)
        if keyword:
            values.setdefault(keyword, []).append(value)
    if "permitrootlogin" not in values:
        raise Unseen(Reason.MALFORMED, "What `sshd -T` printed is no list of settings.")
    return values


def _keyword(line: str) -> tuple[str, str]:
    """The keyword in lower case and its value, without comment and quotes."""
    match = re.match(r"\s*([A-Za-z0-9]+)[\s=]+(.*?)\s*(?:\s#.*)?$", line[:4000])
    if match is None:
        return "", ""
    keyword = match[1].lower()
    return _OLD_NAMES.get(keyword, keyword), match[2].strip().strip('"')


Look = Callable[[SshSettings], object]

COLUMNS: dict[str, Look] = {
    "permit_root_login": lambda s: s.first("permitrootlogin").lower().replace("without-", "prohibit-"),
    "is_password_login": lambda s: s.is_on("passwordauthentication"),
    "is_keyboard_interactive_login": lambda s: s.is_on("kbdinteractiveauthentication"),
    "is_public_key_login": lambda s: s.is_on("pubkeyauthentication"),
    "is_empty_password_allowed": lambda s: s.is_on("permitemptypasswords"),
    "is_host_based_login": lambda s: s.is_on("hostbasedauthentication"),
    "authentication_methods": lambda s: s.first("authenticationmethods"),
    "is_using_pam": lambda s: s.is_on("usepam"),
    "maximum_authentication_tries": lambda s: s.number("maxauthtries"),
    "login_grace_seconds": lambda s: s.seconds("logingracetime"),
    "client_alive_seconds": lambda s: s.seconds("clientaliveinterval"),
    "client_alive_count_maximum": lambda s: s.number("clientalivecountmax"),
    "is_x11_forwarding": lambda s: s.is_on("x11forwarding"),
    "tcp_forwarding": lambda s: s.first("allowtcpforwarding").lower().replace("all", "yes"),
    "is_agent_forwarding": lambda s: s.is_on("allowagentforwarding"),
    "log_level": lambda s: s.first("loglevel").upper(),
    "has_allow_list": lambda s: "allowusers" in s.values or "allowgroups" in s.values,
}
ALGORITHMS = {
    "cipher": "ciphers", "mac": "macs", "key_exchange": "kexalgorithms", "host_key": "hostkeyalgorithms",
}  # fmt: skip
