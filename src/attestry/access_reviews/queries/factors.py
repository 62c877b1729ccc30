"""Reads: who signs in to each system without a second factor, and which systems are critical."""

from __future__ import annotations

from attestry.access_reviews.models import CriticalSystem
from attestry.access_reviews.queries.population import AccountList, account_lists, rows_of
from attestry.access_reviews.rules.factors import FactorCoverage, SystemFactors, coverage_of
from attestry.control_tests.queries import chosen_parameters

# The control test over lists of accounts says which factors are strong enough; this asks the same.
_SAME_AS = "files-mfa-on-active-accounts"
# Who signs in: system, person, and whether there is a strong second factor (NULL: not known).
_QUESTIONS = {
    "files_account": """
        SELECT coalesce(system, ''), coalesce(person_email, sign_in_name, account_id),
            CASE
                WHEN is_active IS NULL OR mfa_factor IS NULL THEN NULL
                WHEN lower(mfa_factor) = 'none' THEN FALSE
                ELSE lower(mfa_factor) NOT IN ('sms', 'voice', 'email', 'mail') OR {accept_messages}
            END
        FROM account
        WHERE coalesce(is_active, TRUE) AND coalesce(lower(kind), 'person') <> 'service'
        ORDER BY 1, 2
    """,
    "aws_iam_user": """
        SELECT coalesce(account_id, ''), coalesce(user_name, user_arn), mfa_active
        FROM account
        WHERE coalesce(is_root, FALSE) OR coalesce(password_enabled, TRUE)
        ORDER BY 1, 2
    """,
}


def factor_coverage() -> FactorCoverage:
    """Every system of every sealed list of accounts; critical ones that no list has any more included."""
    critical = set(CriticalSystem.objects.values_list("connection", "system"))
    accepts = bool(chosen_parameters().get(_SAME_AS, {}).get("accept_messages", False))
    found = {
        (one.connection, one.system): one
        for source in account_lists()
        for one in _systems(source, critical, accepts_messages=accepts)
    }
    for connection, system in critical - set(found):
        found[connection, system] = SystemFactors(connection, connection, system, is_critical=True)
    return coverage_of(list(found.values()))


def _systems(
    source: AccountList, critical: set[tuple[str, str]], *, accepts_messages: bool
) -> list[SystemFactors]:
    question = _QUESTIONS[source.table].format(accept_messages=str(accepts_messages).upper())
    people: dict[str, list[tuple[str, bool | None]]] = {}
    for system, person, has_factor in rows_of(source, question):
        people.setdefault(system, []).append((person, has_factor))
    return [
        SystemFactors(
            connection=source.connection,
            title=source.title,
            system=system,
            is_critical=(source.connection, system) in critical,
            account_count=len(seen),
            lacking=tuple(person for person, has_factor in seen if has_factor is False),
            unknown_count=sum(has_factor is None for _, has_factor in seen),
            entry_seq=source.entry.seq,
            observed_at=source.entry.observed_at,
            is_short=source.is_short,
        )
        for system, seen in people.items()
    ]
