"""Programs of the machine, run with a bound on time and output and an empty environment."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.unseen import Unseen

_ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "HOME": "/"}
_ANSWER_BYTES = 8 << 20
_DENIED = ("permission denied", "operation not permitted", "not permitted", "must be root", "are you root",
           "superuser", "access denied", "no hostkeys available")  # fmt: skip


def run_program(command: Sequence[str], seconds: int, accepted: tuple[int, ...]) -> str:
    """What a program prints. Raises Unseen where it is missing, late, fails or prints too much."""
    question = " ".join(command)
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=_ENVIRONMENT, start_new_session=True,
        )  # fmt: skip
    except (FileNotFoundError, PermissionError) as error:
        raise Unseen(Reason.UNSUPPORTED, f"The program {command[0]} is not installed.") from error
    try:
        printed, complaint = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise Unseen(Reason.UNREACHABLE, f"`{question}` did not answer within {seconds} s.") from error
    if process.returncode not in accepted:
        raise _refused(question, process.returncode, complaint)
    if len(printed) > _ANSWER_BYTES:
        raise Unseen(Reason.MALFORMED, f"`{question}` printed more than {_ANSWER_BYTES >> 20} MB.")
    return printed.decode(errors="replace").replace("\0", "\ufffd")


def _refused(question: str, code: int, complaint: bytes) -> Unseen:
    said = " ".join(complaint.decode(errors="replace").split())[:300]
    denied = any(word in said.lower() for word in _DENIED)
    reason = Reason.PERMISSION if denied else Reason.UNSUPPORTED
    return Unseen(reason, f"`{question}` ended with code {code}: {said or 'no reason given'}")
