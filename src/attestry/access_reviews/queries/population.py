"""Reads: the sealed lists of accounts that a review is frozen from, and later proved by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from attestry.access_reviews.errors import ReviewRefused
from attestry.access_reviews.rules.review import Account
from attestry.connectors.queries import table_shape
from attestry.evidence.chain import Chain, state_sql
from attestry.evidence.models import Entry
from attestry.evidence.queries import StreamView, chains, gaps, stream_views
from attestry.kit import clock, duck

# Each table of accounts, the table that holds their rights, and the question that answers in our columns.
_FILES = """
    SELECT a.account_id, coalesce(a.sign_in_name, a.account_id), coalesce(a.system, ''),
        lower(coalesce(a.person_email, a.owner_email, '')), a.is_active, a.is_admin,
        coalesce(g.rights, ''), a.last_sign_in_at, a.disabled_at, g.taken_away
    FROM account AS a
    LEFT JOIN (
        SELECT account_id,
            string_agg(DISTINCT role, ', ' ORDER BY role) FILTER (removed_at IS NULL) AS rights,
            list([role, CAST(removed_at AS VARCHAR)] ORDER BY removed_at) FILTER (removed_at IS NOT NULL)
                AS taken_away
        FROM rights GROUP BY account_id
    ) AS g ON g.account_id = a.account_id
    ORDER BY 1
"""
_AWS = """
    SELECT a.user_arn, coalesce(a.user_name, a.user_arn), coalesce(a.account_id, ''),
        lower(coalesce(a.owner, '')), a.password_enabled OR a.active_access_key_count > 0,
        a.has_admin_policy, coalesce(g.rights, ''), a.last_used_at, NULL, NULL
    FROM account AS a
    LEFT JOIN (
        SELECT user_arn, string_agg(DISTINCT policy_name, ', ' ORDER BY policy_name) AS rights
        FROM rights GROUP BY user_arn
    ) AS g ON g.user_arn = a.user_arn
    ORDER BY 1
"""
LISTS: dict[str, tuple[str, str]] = {
    "files_account": ("files_access_grant", _FILES),
    "aws_iam_user": ("aws_iam_user_policy", _AWS),
}


@dataclass(frozen=True, slots=True)
class AccountList:
    """A sealed list of accounts: the entry, the table, and whether rows of it may be missing."""

    connection: str
    title: str
    table: str
    entry: Entry
    is_short: bool
    rights: Chain


def account_lists() -> list[AccountList]:
    """The latest sealed lists of accounts, one for each connection that brings any."""
    views = [one for one in stream_views(clock.now()) if one.entry and one.entry.state != "failed"]
    return [
        _list(one, table, one.entry, views)
        for one in views
        for table in one.stream.tables
        if table in LISTS and one.entry is not None and not one.connection.removed_at
    ]


def _list(view: StreamView, table: str, entry: Entry, views: list[StreamView]) -> AccountList:
    is_short = any(gap.table == table and not gap.columns for gap in gaps(entry))
    beside = LISTS[table][0]
    for one in sorted(views, key=lambda other: other.connection != view.connection):
        if beside in one.stream.tables and one.entry is not None and one.source == view.source:
            rights = chains(one.entry).get(beside, Chain())
            break
    else:
        rights = Chain()
    title = view.connection.title or view.connection.name
    return AccountList(view.connection.name, title, table, entry, is_short, rights)


def accounts_of(found: AccountList) -> list[Account]:
    """Every account of a sealed list, disabled ones included."""
    rows = rows_of(found, LISTS[found.table][1])
    return [Account(*(*row[:7], _aware(row[7]), _aware(row[8]), _taken_away(row[9]))) for row in rows]


def rows_of(found: AccountList, question: str) -> list[tuple[Any, ...]]:
    """What a question over ``account`` and ``rights`` answers on a sealed list."""
    main, more = table_shape(found.table), table_shape(LISTS[found.table][0])
    chain = chains(found.entry).get(found.table, Chain())
    sql = (
        f"WITH account AS ({state_sql(main, chain, main.column_names)}), "
        f"rights AS ({state_sql(more, found.rights, more.column_names)}) {question}"
    )
    with duck.shared() as db:
        return duck.bounded(db, sql, seconds=20).fetchall()


def account_list(connection: str) -> AccountList:
    """The latest sealed list of one connection. Raises ReviewRefused where there is none."""
    for one in account_lists():
        if one.connection == connection:
            return one
    raise ReviewRefused(
        f"No sealed list of accounts comes from “{connection}”.", next_step="Connect it, and collect."
    )


def _taken_away(said: list[tuple[str | None, str]] | None) -> tuple[tuple[str, datetime], ...]:
    return tuple(
        (role or "A right", at.replace(tzinfo=at.tzinfo or UTC))
        for role, text in said or ()
        for at in (datetime.fromisoformat(text),)
    )


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


@dataclass(frozen=True, slots=True)
class ReviewableSystem:
    """A system whose accounts can be frozen now."""

    connection: str
    title: str
    system: str
    account_count: int
    entry_seq: int
    observed_at: datetime
    is_short: bool


def reviewable_systems() -> list[ReviewableSystem]:
    """Every system of every sealed list of accounts, with how many accounts can sign in."""
    found = []
    for one in account_lists():
        counted: dict[str, int] = {}
        for account in accounts_of(one):
            counted[account.system] = counted.get(account.system, 0) + (account.is_active is not False)
        at = one.entry.observed_at
        found += [
            ReviewableSystem(one.connection, one.title, name, count, one.entry.seq, at, one.is_short)
            for name, count in sorted(counted.items())
        ]
    return found
