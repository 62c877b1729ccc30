"""Time stamps (RFC 3161): what one says, checked offline and as of its own time.

A stamp is checked as of the instant that it names: a certificate that has expired since does not
break it, one that had expired already does. Only the certificates that the caller trusts end a
chain; those that travel inside an answer are links of it and nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from attestry.kit.der import with_certificates_in_order
from attestry.kit.errors import Broken, Invalid
from attestry.kit.late import Late

if TYPE_CHECKING:
    import rfc3161_client
    from cryptography import x509
    from rfc3161_client import Accuracy, TimeStampResponse
else:
    rfc3161_client = Late("rfc3161_client")
    x509 = Late("cryptography.x509")

_LONGEST_REASON = 200
_HASHES = {
    "2.16.840.1.101.3.4.2.1": "SHA-256",
    "2.16.840.1.101.3.4.2.2": "SHA-384",
    "2.16.840.1.101.3.4.2.3": "SHA-512",
}
_WHY = (
    ("Mismatch between messages", "the stamp is over other bytes"),
    ("Nonce mismatch", "the stamp answers another request"),
    ("EKU", "the certificate is not one for stamping time"),
    ("has expired", "the authority's certificate had expired at the stamp's own time"),
    ("not yet valid", "the authority's certificate was not valid yet at the stamp's own time"),
    ("issuer certificate", "the authority is not one of those trusted"),
    ("self-signed certificate", "the authority is not one of those trusted"),
    ("verify error", "the authority's certificate does not hold"),
)


@dataclass(frozen=True, slots=True)
class StampFacts:
    """What a stamp says that holds. ``root``: the SHA-256 of the trusted certificate it ends at."""

    gen_time: datetime
    accuracy: timedelta | None
    authority: str
    serial: int
    policy: str
    hash_algorithm: str
    root: str


@dataclass(frozen=True, slots=True)
class Trusted:
    """The certificates that a stamp may end at, and known links towards them."""

    roots: tuple[x509.Certificate, ...]
    between: tuple[x509.Certificate, ...]

    def pem(self, root: str) -> bytes:
        """What checking a stamp takes that ends at ``root``: that root, then the links."""
        kept = (*(one for one in self.roots if _digest(one) == root), *self.between)
        return b"".join(one.public_bytes(Encoding.PEM) for one in kept)


def trusted(pem: bytes) -> Trusted:
    """The certificates of a PEM file; those that issued themselves are roots. Raises Invalid."""
    try:
        found = x509.load_pem_x509_certificates(pem)
    except ValueError as refusal:
        raise Invalid("It holds no certificate in PEM form.") from refusal
    roots = tuple(one for one in found if one.issuer == one.subject)
    if not roots:
        raise Invalid("It holds no root certificate, only certificates that others issued.")
    return Trusted(roots, tuple(one for one in found if one.issuer != one.subject))


def verify(answer: bytes, message: bytes, trust: Trusted, *, nonce: int | None = None) -> StampFacts:
    """What a TimeStampResp says of a message, as of its own time. Needs no network and no clock.

    Raises Broken, in words, where it is no stamp, is over another message or under another nonce,
    was changed, or no trusted root stands above the authority's certificate.
    """
    try:
        response = rfc3161_client.decode_timestamp_response(with_certificates_in_order(answer))
        _refuse_unless_granted(response)
        _check(response, message, trust, trust.roots, nonce)
        ends_at = next((one for one in trust.roots if _holds(response, message, trust, one)), None)
        if ends_at is None:
            raise Broken("no single root of those trusted stands above it")
        return _facts(response, ends_at)
    except rfc3161_client.VerificationError as refusal:
        raise Broken(_words(str(refusal))) from refusal
    except (ValueError, OverflowError) as refusal:
        raise Broken("it is not a time stamp") from refusal


def _refuse_unless_granted(response: TimeStampResponse) -> None:
    if response.status != rfc3161_client.PKIStatus.GRANTED:
        said = " ".join(response.status_string)[:_LONGEST_REASON]
        raise Broken("the authority did not grant a stamp" + (f": {said}" if said else ""))


def _check(
    response: TimeStampResponse,
    message: bytes,
    trust: Trusted,
    roots: Sequence[x509.Certificate],
    nonce: int | None = None,
) -> None:
    builder = rfc3161_client.VerifierBuilder(
        roots=list(roots), intermediates=list(trust.between), nonce=nonce
    )
    builder.build().verify_message(response, message)


def _holds(response: TimeStampResponse, message: bytes, trust: Trusted, root: x509.Certificate) -> bool:
    try:
        _check(response, message, trust, [root])
    except rfc3161_client.VerificationError:
        return False
    return True


def _words(refusal: str) -> str:
    return next(
        (said for part, said in _WHY if part.lower() in refusal.lower()), "its signature does not hold"
    )


def _facts(response: TimeStampResponse, root: x509.Certificate) -> StampFacts:
    said = response.tst_info
    imprint = said.message_imprint.hash_algorithm.dotted_string
    return StampFacts(
        gen_time=said.gen_time,
        accuracy=_accuracy(response),
        authority=_name(_signer(response)),
        serial=said.serial_number,
        policy=said.policy.dotted_string,
        hash_algorithm=_HASHES.get(imprint, imprint),
        root=_digest(root),
    )


def _accuracy(response: TimeStampResponse) -> timedelta | None:
    said: Accuracy | None = (
        response.tst_info.accuracy
    )  # its types say always; RFC 3161 and its answers do not
    if said is None:
        return None
    return timedelta(seconds=said.seconds or 0, milliseconds=said.millis or 0, microseconds=said.micros or 0)


def _signer(response: TimeStampResponse) -> x509.Certificate:
    signer = response.signed_data.signer_infos.pop()
    held = map(x509.load_der_x509_certificate, response.signed_data.certificates)
    return next(
        one for one in held if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number)
    )


def _name(certificate: x509.Certificate) -> str:
    for kind in (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME):
        for one in certificate.subject.get_attributes_for_oid(kind):
            return str(one.value)
    return certificate.subject.rfc4514_string()


def _digest(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(SHA256()).hex()
