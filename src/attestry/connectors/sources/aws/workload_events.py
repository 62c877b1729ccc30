"""Starts and stops of machines and tasks from the audit trail, so that no short life is missed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.connectors.rules.observation import Cursor, Gap, Observation, Rows
from attestry.kit import clock

from .account import Account
from .reading import in_every_region, listed, reads, rows
from .transport import Item
from .values import Place, Row, kept, moment

_TABLE = "aws_workload_event"
_CALL = ("cloudtrail", "lookup_events", "Events")
_KEPT_BY_AWS = timedelta(days=90)
_MAY_ARRIVE_LATE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Meaning:
    action: str
    kind: str


MEANINGS = {
    "RunInstances": _Meaning("started", "machine"),
    "StartInstances": _Meaning("started", "machine"),
    "StopInstances": _Meaning("stopped", "machine"),
    "TerminateInstances": _Meaning("stopped", "machine"),
    "RunTask": _Meaning("started", "task"),
    "StartTask": _Meaning("started", "task"),
    "StopTask": _Meaning("stopped", "task"),
}


@reads(_TABLE)
def collect(account: Account) -> Iterator[Observation]:
    """One lookup for each region and kind of call, since the cursor.

    The cursor moves only when every lookup was answered to its end, so that what could not
    be seen is asked for again. Events reach the trail late: each time starts a little earlier.
    """
    is_whole = True
    for observation in in_every_region(account, lambda place: _lookups(account, place)):
        is_whole = is_whole and not isinstance(observation, Gap)
        yield observation
    if is_whole and account.region_refusal is None:
        yield Cursor(clock.to_text(account.session.now - _MAY_ARRIVE_LATE))


def since(cursor: str | None, now: datetime) -> datetime:
    """Where to start reading: at the cursor, but never before what AWS keeps."""
    earliest = now - _KEPT_BY_AWS
    return max(earliest, clock.from_text(cursor)) if cursor else earliest


def _lookups(account: Account, place: Place) -> Iterator[Observation]:
    start = since(account.session.cursor, account.session.now)
    for event_name in MEANINGS:
        yield from listed(
            account,
            place,
            _CALL,
            (_TABLE,),
            _event,
            LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": event_name}],
            StartTime=start,
            EndTime=account.session.now,
        )


def _event(place: Place, event: Item) -> Iterator[Rows]:
    record = json.loads(event["CloudTrailEvent"])
    if "errorCode" in record:
        return
    meaning = MEANINGS[event["EventName"]]
    who = record.get("userIdentity", {})
    for workload_id, image in _workloads(record.get("responseElements") or {}):
        row: Row = {
            "event_key": f"{event['EventId']}/{workload_id}",
            "event_id": event["EventId"],
            "account_id": place.account_id,
            "region": place.region,
            "happened_at": moment(event["EventTime"]),
            "action": meaning.action,
            "event_name": event["EventName"],
            "kind": meaning.kind,
            "workload_id": workload_id,
            "image": image if meaning.action == "started" else None,
            "actor_kind": who.get("type"),
            "actor_arn": who.get("arn") or who.get("invokedBy"),
            "source_address": record.get("sourceIPAddress"),
            "raw": kept(record, without={"requestID", "eventID"}),
        }
        yield rows(_TABLE, row)


def _workloads(answered: Item) -> Iterator[tuple[str, str | None]]:
    for machine in (answered.get("instancesSet") or {}).get("items", ()):
        yield machine["instanceId"], machine.get("imageId")
    task = [answered["task"]] if "task" in answered else []
    for one in (*answered.get("tasks", ()), *task):
        yield one["taskArn"], one.get("taskDefinitionArn")
