"""The machine that is read: its files below a root, and the answers of its programs.

Below any root but ``/`` lies a recorded machine: no program is run, answers are files in its
folder ``commands``, and no link leads out of it. Whatever cannot be read raises :class:`Unseen`
with the reason, which becomes a gap.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from attestry.connectors.rules.observation import Reason, Session, SourceUnavailable
from attestry.connectors.sources.host.programs import run_program
from attestry.connectors.sources.host.unseen import Unseen

_FILE_BYTES = 4 << 20
_PIECE_BYTES = 1 << 16
_NUMBER = re.compile(r"-?[0-9]{1,15}")
_PROGRAM_FOLDERS = ("usr/sbin", "usr/bin", "sbin", "bin")


@dataclass(frozen=True)
class Machine:
    """A machine by its root folder and the name its items carry."""

    root: Path
    name: str
    command_timeout: int = 20

    @property
    def is_live(self) -> bool:
        """Whether this is the machine we run on, not a recorded one."""
        return self.root == Path("/")

    def at(self, path: str) -> Path:
        """Where ``path`` of the machine lies. Raises Unseen where a link leads out of a recorded tree."""
        place = self.root / path.lstrip("/")
        if not self.is_live and not Path(os.path.realpath(place)).is_relative_to(os.path.realpath(self.root)):
            raise Unseen(Reason.UNSUPPORTED, f"{path} leads out of the recorded tree.")
        return place

    def text(self, path: str) -> str:
        """The text of a file of bounded size; bytes that are no UTF-8 are replaced."""
        with _told(path):
            place = self.at(path)
            if not stat.S_ISREG(place.stat().st_mode):
                raise Unseen(Reason.MALFORMED, f"{path} is not a regular file.")
            data = _read(place)
        if len(data) > _FILE_BYTES:
            raise Unseen(Reason.MALFORMED, f"{path} is larger than {_FILE_BYTES >> 20} MB.")
        return data.decode(errors="replace").replace("\0", "\ufffd")

    def line(self, path: str) -> str:
        """The first line of a file."""
        return self.text(path).partition("\n")[0].strip()

    def number(self, path: str) -> int:
        """The whole number that is all of a file."""
        line = self.line(path)
        if not _NUMBER.fullmatch(line):
            raise Unseen(Reason.MALFORMED, f"{path} holds no number.")
        return int(line)

    def exists(self, path: str) -> bool:
        """Whether there is anything at ``path``; Unseen where a folder on the way is closed."""
        with _told(path):
            try:
                self.at(path).stat()
            except (FileNotFoundError, NotADirectoryError):
                return False
        return True

    def names(self, folder: str) -> list[str]:
        """The names in a folder, sorted; none where there is no such folder."""
        with _told(folder):
            try:
                return sorted(entry.name for entry in self.at(folder).iterdir())
            except (FileNotFoundError, NotADirectoryError):
                return []

    def link(self, path: str) -> str:
        """What a symbolic link says."""
        with _told(path):
            return str((self.root / path.lstrip("/")).readlink())

    def target(self, path: str) -> str:
        """The name of the file or folder that a path ends at, links followed."""
        return Path(os.path.realpath(self.at(path))).name

    def status(self, path: str) -> os.stat_result:
        """Owner, mode and instants of a file."""
        with _told(path):
            return self.at(path).stat()

    def changed_at(self, path: str) -> datetime:
        """When a file or folder last changed, to the second."""
        with _told(path):
            return datetime.fromtimestamp(int(self.status(path).st_mtime), UTC)

    def has_program(self, name: str) -> bool:
        """Whether a program of this name is installed."""
        return any(self.exists(f"/{folder}/{name}") for folder in _PROGRAM_FOLDERS)

    def answer(self, *command: str, accepted: tuple[int, ...] = (0,)) -> str:
        """What a program prints, or printed when the machine was recorded."""
        if self.is_live:
            return run_program(command, self.command_timeout, accepted)
        recorded = "commands/" + "_".join(command).replace("/", "-") + ".txt"
        if not self.exists(recorded):
            raise Unseen(Reason.UNSUPPORTED, f"No answer of `{' '.join(command)}` was recorded.")
        return self.text(recorded)


def _read(place: Path) -> bytes:
    """Up to one byte more than may be read, in pieces, for files of the kernel refuse large ones."""
    data = bytearray()
    with place.open("rb", buffering=0) as stream:
        while len(data) <= _FILE_BYTES and (piece := stream.read(_PIECE_BYTES)):
            data += piece
    return bytes(data)


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Turns the operating system's refusals into :class:`Unseen`."""
    try:
        yield
    except PermissionError as error:
        raise Unseen(Reason.PERMISSION, f"{path} may not be read by this account.") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Unseen(Reason.UNSUPPORTED, f"{path} does not exist here.", is_missing=True) from error
    except (OSError, ValueError, OverflowError) as error:
        raise Unseen(Reason.UNREACHABLE, f"{path} could not be read: {error}.") from error


def open_machine(session: Session) -> Machine:
    """The machine the settings name. Raises SourceUnavailable where its root is no folder."""
    root = Path(os.path.abspath(str(session.settings.get("root") or "/")))  # noqa: PTH100
    if not root.is_dir():
        raise SourceUnavailable(Reason.UNREACHABLE, f"{root} is not a folder.")
    timeout = int(session.settings.get("command_timeout") or 20)
    machine = Machine(root, "", timeout)
    return Machine(root, str(session.settings.get("name") or "") or _hostname(machine), timeout)


def _hostname(machine: Machine) -> str:
    for path in ("/proc/sys/kernel/hostname", "/etc/hostname"):
        try:
            if name := machine.line(path)[:253]:
                return name
        except Unseen:
            continue
    return os.uname().nodename if machine.is_live else machine.root.name
