"""One account while it is read: who reads it, which regions, and so many calls at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from attestry.connectors.rules.observation import Provenance, Reason, Session, SourceUnavailable

from .refusals import FAILURES, Refusal, refusal_of
from .settings import Settings, read_settings
from .transport import Transport
from .values import Place

Subject = TypeVar("Subject")
Found = TypeVar("Found")

_GLOBAL = ""


class Account:
    """The account behind the credentials. ``region_refusal`` says why its regions are not all known."""

    def __init__(
        self, session: Session, transport: Transport, settings: Settings, pool: ThreadPoolExecutor
    ) -> None:
        self.session = session
        self.transport = transport
        self.call = transport.call
        self.pages = transport.pages
        self.items = transport.items
        self._settings = settings
        self._pool = pool
        self.account_id, self.partition, self.principal = _identity(transport)
        self.region_refusal: Refusal | None = None
        self.regions = self._regions()

    def place(self, region: str = _GLOBAL) -> Place:
        """Where a resource of ``region`` lives; without one, a resource of the whole account."""
        return Place(self.account_id, self.partition, region, self._settings.owner_tag)

    def each(self, read: Callable[[Subject], Found], subjects: Iterable[Subject]) -> Iterator[Found]:
        """``read`` of every subject, in order, with a bounded number under way and waiting."""
        waiting: deque[Future[Found]] = deque()
        for subject in subjects:
            waiting.append(self._pool.submit(read, subject))
            if len(waiting) >= 4 * self._settings.calls_in_flight:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def provenance(self) -> Provenance:
        """As whom the account was read, where, and by which calls."""
        return Provenance(
            principal=self.principal,
            endpoint=self._settings.endpoint_url or f"AWS: {', '.join(self.regions)}",
            query=", ".join(sorted(self.transport.permissions_used)),
        )

    def _regions(self) -> tuple[str, ...]:
        if not self._settings.wants_every_region:
            return self._settings.regions or (self.transport.home_region,)
        answer = self.call("ec2", "describe_regions", AllRegions=False)
        if isinstance(answer, Refusal):
            self.region_refusal = answer
            return (self.transport.home_region,)
        enabled = sorted(
            region["RegionName"]
            for region in answer["Regions"]
            if region.get("OptInStatus") != "not-opted-in"
        )
        return tuple(enabled) or (self.transport.home_region,)


@contextmanager
def open_account(session: Session) -> Iterator[Account]:
    """The account of ``session``; raises SourceUnavailable where nobody can say whose it is."""
    settings = read_settings(session)
    transport = _transport(settings)
    pool = ThreadPoolExecutor(settings.calls_in_flight, thread_name_prefix="aws")
    try:
        yield Account(session, transport, settings, pool)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _transport(settings: Settings) -> Transport:
    try:
        return Transport(settings)
    except FAILURES as error:
        refusal = refusal_of("sts:AssumeRole", error)
        raise SourceUnavailable(refusal.reason, refusal.detail) from error


def _identity(transport: Transport) -> tuple[str, str, str]:
    answer = transport.call("sts", "get_caller_identity")
    if isinstance(answer, Refusal):
        raise SourceUnavailable(answer.reason, answer.detail)
    try:
        return answer["Account"], answer["Arn"].split(":")[1], answer["Arn"]
    except (KeyError, IndexError) as error:
        raise SourceUnavailable(Reason.MALFORMED, "sts:GetCallerIdentity named no account") from error
