"""What holds for a whole account: its root user, its password rules, its block on public storage."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Observation

from .account import Account
from .questions import Asked, Question, answers
from .reading import reads
from .s3 import BLOCK_COLUMNS, public_access_block
from .transport import Item
from .values import Row

_ACCOUNT, _PASSWORDS = "aws_account", "aws_iam_password_policy"
_ROOT = ("root_mfa_enabled", "root_access_keys_present", "users_count", "mfa_devices_in_use_count")
_RULES = {
    "minimum_length": "MinimumPasswordLength",
    "require_uppercase": "RequireUppercaseCharacters",
    "require_lowercase": "RequireLowercaseCharacters",
    "require_numbers": "RequireNumbers",
    "require_symbols": "RequireSymbols",
    "expire_passwords": "ExpirePasswords",
    "maximum_age_days": "MaxPasswordAge",
    "reuse_prevention_count": "PasswordReusePrevention",
    "allow_users_to_change": "AllowUsersToChangePassword",
    "hard_expiry": "HardExpiry",
}


def _summary(answer: Item) -> Row:
    counts = answer["SummaryMap"]
    return {
        "root_mfa_enabled": bool(counts["AccountMFAEnabled"]),
        "root_access_keys_present": bool(counts["AccountAccessKeysPresent"]),
        "users_count": counts["Users"],
        "mfa_devices_in_use_count": counts.get("MFADevicesInUse"),
    }


def _password_rules(answer: Item) -> Row:
    rules = answer.get("PasswordPolicy")
    given = {column: (rules or {}).get(name) for column, name in _RULES.items()}
    return {"policy_present": rules is not None, **given}


def _block(answer: Item) -> Row:
    return {column: bool(value) for column, value in public_access_block(answer).items()}


_SUMMARY = Question("get_account_summary", _ROOT, _summary)
_PASSWORD_RULES = Question(
    "get_account_password_policy", ("policy_present", *_RULES), _password_rules, frozenset({"NoSuchEntity"})
)


@reads(_ACCOUNT, _PASSWORDS)
def collect(account: Account) -> Iterator[Observation]:
    """Three calls."""
    block = Question(
        "get_public_access_block",
        BLOCK_COLUMNS,
        _block,
        frozenset({"NoSuchPublicAccessBlockConfiguration"}),
        service="s3control",
        naming={"AccountId": account.account_id},
    )
    row = {"account_id": account.account_id}
    whole = Asked(_ACCOUNT, "iam", "", row | {"partition": account.partition}, {})
    yield from answers(account, whole, (_SUMMARY, block))
    yield from answers(account, Asked(_PASSWORDS, "iam", "", row, {}), (_PASSWORD_RULES,))
