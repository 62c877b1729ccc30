"""The credential report of IAM: passwords, second factors and keys of every user, in one file."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from datetime import datetime

from attestry.connectors.rules.observation import Reason

from .account import Account
from .refusals import Refusal
from .values import Row, moment

CREDENTIAL_COLUMNS = (
    "password_enabled",
    "password_last_used_at",
    "password_last_changed_at",
    "mfa_active",
    "active_access_key_count",
    "access_key_1_active",
    "access_key_2_active",
    "last_used_at",
)

_PAUSES_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
_TRUTH = {"true": True, "false": False}

Report = dict[str, dict[str, str]]


def credential_report(account: Account) -> Report | Refusal:
    """The lines of the report by the user's ARN. AWS makes a new one at most every four hours."""
    for pause in _PAUSES_SECONDS:
        asked = account.call("iam", "generate_credential_report")
        if isinstance(asked, Refusal):
            return asked
        if asked.get("State") == "COMPLETE":
            return _read(account)
        time.sleep(pause)
    return Refusal(Reason.INCOMPLETE, "iam:GenerateCredentialReport was still at work when time was up")


def _read(account: Account) -> Report | Refusal:
    answer = account.call("iam", "get_credential_report")
    if isinstance(answer, Refusal):
        return answer
    try:
        lines = csv.DictReader(io.StringIO(answer["Content"].decode()))
        return {line["arn"]: line for line in lines}
    except (KeyError, UnicodeDecodeError, AttributeError, csv.Error):
        return Refusal(Reason.MALFORMED, "iam:GetCredentialReport answered in an unknown shape")


def credentials(line: dict[str, str]) -> Row:
    """The columns of a user that the report knows; KeyError or ValueError for an unknown line."""
    keys = [_TRUTH[line[f"access_key_{slot}_active"]] for slot in (1, 2)]
    password_used = moment(line["password_last_used"])
    used = [password_used, *(moment(line[f"access_key_{slot}_last_used_date"]) for slot in (1, 2))]
    return {
        "password_enabled": _TRUTH.get(line["password_enabled"]),
        "password_last_used_at": password_used,
        "password_last_changed_at": moment(line["password_last_changed"]),
        "mfa_active": _TRUTH[line["mfa_active"]],
        "active_access_key_count": sum(keys),
        "access_key_1_active": keys[0],
        "access_key_2_active": keys[1],
        "last_used_at": max((one for one in used if one), default=None),
    }


def key_rows(account_id: str, line: dict[str, str]) -> Iterator[Row]:
    """One row for each access key that exists: active, or once made."""
    for slot in (1, 2):
        rotated_at: datetime | None = moment(line[f"access_key_{slot}_last_rotated"])
        is_active = _TRUTH[line[f"access_key_{slot}_active"]]
        if not (is_active or rotated_at):
            continue
        yield {
            "user_arn": line["arn"],
            "slot": slot,
            "user_name": line["user"],
            "account_id": account_id,
            "is_active": is_active,
            "rotated_at": rotated_at,
            "last_used_at": moment(line[f"access_key_{slot}_last_used_date"]),
            "last_used_region": _known(line[f"access_key_{slot}_last_used_region"]),
            "last_used_service": _known(line[f"access_key_{slot}_last_used_service"]),
        }


def _known(text: str) -> str | None:
    return None if text in ("", "N/A", "no_information", "not_supported") else text
