"""An S3 bucket whose objects are locked: asked within bounds of time, its refusals told in words.

Amazon S3's API as of 2006-03-01 with Object Lock (write once, read many), conditional writes and SHA-256
checksums; other servers that speak it will do. A lock holds a *version* of an object: it can't be deleted,
but a newer version or a delete marker can be laid over it, so versions are looked at as well.
"""

from __future__ import annotations

import base64
import hashlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from attestry.kit.bucket_refusals import code_of, told
from attestry.kit.errors import Invalid, Unavailable
from attestry.kit.late import Late

if TYPE_CHECKING:
    import boto3
    from botocore import config, exceptions
else:
    boto3 = Late("boto3")
    config = Late("botocore.config")
    exceptions = Late("botocore.exceptions")

LARGEST_BYTES = 5 << 30
CALLS_IN_FLIGHT = 8
_CHUNK_BYTES = 1 << 20
_ATTEMPTS = 3
_CONNECT_SECONDS, _READ_SECONDS = 5, 30
_REGION = "us-east-1"
_ABSENT = frozenset({"404", "NoSuchKey", "NoSuchVersion", "405", "MethodNotAllowed"})
_UNLOCKED = frozenset({"ObjectLockConfigurationNotFoundError", "NoSuchObjectLockConfiguration"})
_TAKEN = frozenset({"412", "PreconditionFailed", "ConditionalRequestConflict"})


class Sink(Protocol):
    """What takes bytes."""

    def write(self, data: bytes) -> object:
        """Take these."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where objects are kept, and for how many days each is locked in which mode."""

    bucket: str
    prefix: str
    lock_mode: str
    lock_days: int
    endpoint: str = ""

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")


@dataclass(frozen=True, slots=True)
class Held:
    """What the bucket says of an object's newest version; ``sha256`` is None where it does not say it."""

    version: str
    sha256: str | None
    lock_mode: str
    locked_until: datetime | None


class LockedBucket:
    """The objects under one prefix, each named by the SHA-256 of its bytes."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._making = threading.Lock()
        self._is_conditional = True

    @cached_property
    def _client(self) -> Any:
        with self._making:
            session = boto3.Session()
            return session.client(
                "s3",
                endpoint_url=self.place.endpoint or None,
                region_name=session.region_name or os.environ.get("AWS_REGION") or _REGION,
                config=config.Config(
                    connect_timeout=_CONNECT_SECONDS,
                    read_timeout=_READ_SECONDS,
                    retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
                    max_pool_connections=CALLS_IN_FLIGHT,
                    response_checksum_validation="when_required",
                    s3={"addressing_style": "path"} if self.place.endpoint else {},
                    user_agent_extra="attestry",
                ),
            )

    def key(self, digest: str) -> str:
        """The object's name: as a folder of blobs would have it, below the prefix."""
        return f"{self.place.prefix}{digest[:2]}/{digest[2:]}"

    def refuse_unlocked(self) -> None:
        """Raises Invalid where the bucket has no versions or no Object Lock; Unavailable."""
        with told(self.place.bucket, "asked for its versioning and its Object Lock"):
            versioning = self._client.get_bucket_versioning(Bucket=self.place.bucket).get("Status")
            lock = self._lock()
        if versioning != "Enabled" or lock != "Enabled":
            wanting = "versioning is off" if versioning != "Enabled" else "Object Lock is off"
            raise Invalid(
                f"The bucket {self.place.bucket} can't keep evidence: {wanting}.",
                next_step="Make a bucket with Object Lock and name it in ATTESTRY_EVIDENCE_BUCKET; "
                "docs/how-to/keep-evidence-in-a-bucket.md has the commands.",
                code="BucketNotLocked",
            )

    def _lock(self) -> str:
        try:
            said = self._client.get_object_lock_configuration(Bucket=self.place.bucket)
        except exceptions.ClientError as refusal:
            if code_of(refusal) in _UNLOCKED:
                return ""
            raise
        return str(said["ObjectLockConfiguration"].get("ObjectLockEnabled", ""))

    def head(self, digest: str) -> Held | None:
        """What the bucket says of the newest version; None where there is none."""
        with told(self.place.bucket, "asked for an object"):
            try:
                said = self._client.head_object(
                    Bucket=self.place.bucket, Key=self.key(digest), ChecksumMode="ENABLED"
                )
            except exceptions.ClientError as refusal:
                if code_of(refusal) in _ABSENT:
                    return None
                raise
        checksum = said.get("ChecksumSHA256")
        return Held(
            said.get("VersionId", ""),
            base64.b64decode(checksum).hex() if checksum and "-" not in checksum else None,
            said.get("ObjectLockMode", ""),
            said.get("ObjectLockRetainUntilDate"),
        )

    def put(self, digest: str, body: BinaryIO, size: int, *, over: bool = False) -> bool:
        """Write the object in one request, locked; False where one of that name is there (unless ``over``).

        The server digests what arrives, and keeps nothing that is cut short or changed on its way.
        """
        if size > LARGEST_BYTES:
            raise Unavailable(
                f"{size:,} bytes are more than an object may have in one request.",
                next_step="Seal less at a time; nothing was kept of it.",
            )
        asked: dict[str, Any] = {"IfNoneMatch": "*"} if self._is_conditional and not over else {}
        with told(self.place.bucket, "sent an object"):
            try:
                self._client.put_object(
                    Bucket=self.place.bucket,
                    Key=self.key(digest),
                    Body=body,
                    ContentLength=size,
                    ContentType="application/octet-stream",
                    ChecksumSHA256=base64.b64encode(bytes.fromhex(digest)).decode(),
                    ObjectLockMode=self.place.lock_mode,
                    ObjectLockRetainUntilDate=self.lock_until(),
                    **asked,
                )
            except exceptions.ClientError as refusal:
                if code_of(refusal) in _TAKEN and asked:
                    return False
                if code_of(refusal) != "NotImplemented" or not asked:
                    raise
                self._is_conditional = False
                body.seek(0)
                return self.put(digest, body, size, over=over)
        return True

    def lock_until(self) -> datetime:
        """What is sealed now is locked until then; by the machine's clock, whatever day is being told."""
        return datetime.now(UTC) + timedelta(days=self.place.lock_days + 1)

    def lock_due(self) -> datetime:
        """A lock that ends before then is too short for what is sealed now; a day less than a new one."""
        return datetime.now(UTC) + timedelta(days=self.place.lock_days)

    def lock_longer(self, digest: str, held: Held) -> None:
        """Lock a version that is there for as long as one that is sealed now."""
        retention = {
            "Mode": held.lock_mode or self.place.lock_mode,
            "RetainUntilDate": self.lock_until(),
        }
        named = {"VersionId": held.version} if held.version else {}
        with told(self.place.bucket, "asked to lock an object for longer"):
            self._client.put_object_retention(
                Bucket=self.place.bucket, Key=self.key(digest), Retention=retention, **named
            )

    def copy(self, digest: str, target: Sink, version: str = "") -> str | None:
        """Write an object's bytes to ``target``; answers their digest, None where there is no object."""
        named = {"VersionId": version} if version else {}
        found = hashlib.sha256()
        with told(self.place.bucket, "read an object"):
            try:
                said = self._client.get_object(Bucket=self.place.bucket, Key=self.key(digest), **named)
            except exceptions.ClientError as refusal:
                if code_of(refusal) in _ABSENT:
                    return None
                raise
            for chunk in said["Body"].iter_chunks(_CHUNK_BYTES):
                found.update(chunk)
                target.write(chunk)
        return found.hexdigest()

    def versions(self, digest: str) -> list[str]:
        """Every version of the object, newest first."""
        key = self.key(digest)
        with told(self.place.bucket, "asked for an object's versions"):
            pages = self._client.get_paginator("list_object_versions").paginate(
                Bucket=self.place.bucket, Prefix=key
            )
            found = (one for page in pages for one in page.get("Versions", []))
            return [one["VersionId"] for one in found if one["Key"] == key]

    def digests(self) -> Iterator[str]:
        """Every object that is named as a blob is, in the bucket's order."""
        with told(self.place.bucket, "listed"):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.place.bucket, Prefix=self.place.prefix
            )
            for page in pages:
                for one in page.get("Contents", []):
                    digest = str(one["Key"]).removeprefix(self.place.prefix).replace("/", "", 1)
                    if self.key(digest) == one["Key"] and _is_digest(digest):
                        yield digest


def _is_digest(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")
