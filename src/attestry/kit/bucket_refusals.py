"""What a bucket refuses, or the way there, in words that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attestry.kit.errors import Unavailable
from attestry.kit.late import Late

if TYPE_CHECKING:
    from botocore import exceptions
else:
    exceptions = Late("botocore.exceptions")

_DENIED = frozenset({"403", "AccessDenied", "Forbidden", "InvalidAccessKeyId", "SignatureDoesNotMatch"})


@contextmanager
def told(bucket: str, did: str) -> Iterator[None]:
    """Raises Unavailable, saying what the bucket was asked, where that is refused or finds no answer."""
    try:
        yield
    except exceptions.ClientError as refusal:
        raise _refused(bucket, did, code_of(refusal)) from refusal
    except exceptions.BotoCoreError as refusal:
        raise Unavailable(
            f"The bucket {bucket} was {did}, and no answer came: {refusal}.",
            next_step="See that it is reached from here and that credentials are set, then run the "
            "command again; “attestry doctor” asks anew.",
            code="BucketUnavailable",
        ) from refusal


def code_of(refusal: exceptions.ClientError) -> str:
    """The server's own word for why it refused."""
    return str(refusal.response.get("Error", {}).get("Code", ""))


def _refused(bucket: str, did: str, code: str) -> Unavailable:
    if code in _DENIED:
        step = "Give the credentials the policy that stands in docs/how-to/keep-evidence-in-a-bucket.md."
    elif code == "NoSuchBucket":
        step = "Correct ATTESTRY_EVIDENCE_BUCKET."
    else:
        step = "See what the server's own log says, then run the command again."
    return Unavailable(
        f"The bucket {bucket} was {did} and refused: {code}.", next_step=step, code="BucketRefused"
    )
