"""Who seals a report's file: the firm by its certificate where it was handed in, else the house by its own.

The house's seal says that no byte was changed since the report was issued, and says that it is not the
firm's. The firm's certificate is a PKCS #12 file (RFC 7292) that ``ATTESTRY_FIRM_CERTIFICATE`` names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from django.conf import settings

from attestry.evidence.stamps import authority_to_ask
from attestry.kit import clock, timestamp_request, timestamps
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken, DomainError, Invalid
from attestry.kit.key_file import made_once
from attestry.kit.late import Late

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement
    from attestry.kit import pdf_seal
    from attestry.kit.pdf_seal import Credential
else:
    pdf_seal = Late("attestry.kit.pdf_seal")

KEY_FILE = "reports.pem"
_YEARS = timedelta(days=365 * 20)
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Seal:
    """A key and whose it is. ``words`` stand in the file: whose seal it is, and what it ``is_not``."""

    credential: Credential
    name: str
    is_firms: bool
    is_not: str = "the firm's signature"

    @property
    def words(self) -> str:
        """What the seal says, and what it does not."""
        return _words(self.name, is_firms=self.is_firms, is_not=self.is_not)


def seal_for(firm: str) -> Seal:
    """The firm's seal where its certificate was handed in, else the house's. Raises Invalid, Unavailable."""
    handed_in = _firms(firm)
    if handed_in is not None:
        return Seal(handed_in, firm, is_firms=True)
    return Seal(_house(), settings.HOME.organization().name, is_firms=False)


def seal_words(engagement: Engagement) -> str:
    """Whose seal a report of this engagement would bear, or why none can be set now."""
    firm = engagement.firm.name if engagement.firm else ""
    try:
        is_firms = _firms(firm) is not None
        return _words(firm if is_firms else settings.HOME.organization().name, is_firms=is_firms)
    except DomainError as refusal:
        return str(refusal)


def sealed(pdf: bytes, seal: Seal, *, at: datetime) -> tuple[bytes, dict[str, Any]]:
    """The sealed file, and what is said of its seal. It is stamped where an authority is configured.

    Raises Unavailable where that does not answer, Broken where its stamp does not hold. Nothing is
    stamped of a made-up company, whose time is made up.
    """
    asked = authority_to_ask()
    reason = "Signed by the firm as it was issued" if seal.is_firms else "Sealed as it was issued"
    made = pdf_seal.sealed(
        pdf,
        seal.credential,
        name=seal.name,
        reason=reason,
        at=at,
        stamp=(lambda query: timestamp_request.post(asked.address, query)) if asked else None,
    )
    stamped = timestamps.verify(made.stamp, made.signature, asked.trust) if asked and made.stamp else None
    return made.pdf, {
        "by": "firm" if seal.is_firms else "installation",
        "name": seal.name,
        "words": seal.words,
        "certificate_sha256": seal.credential.certificate.fingerprint(hashes.SHA256()).hex(),
        "at": clock.to_text(at),
        "stamped_at": clock.to_text(stamped.gen_time) if stamped else "",
        "stamped_by": stamped.authority if stamped else "",
        "typeset_sha256": sha256_hex(pdf),
        "typeset_size": len(pdf),
    }


def resealed(pdf: bytes, *, at: datetime) -> bytes:
    """A file that the house made of another, under the house's own seal and without a stamp of its time."""
    name = settings.HOME.organization().name
    made = pdf_seal.sealed(pdf, _house(), name=name, reason="Sealed as it was handed out", at=at)
    return made.pdf


def _words(name: str, *, is_firms: bool, is_not: str = "the firm's signature") -> str:
    if is_firms:
        return f"This file is signed electronically with the certificate of {name}."
    return (
        f"This file is sealed electronically by the installation of {name} in which it was issued: "
        f"the seal shows whether a byte was changed since. It is not {is_not}."
    )


def _firms(firm: str) -> Credential | None:
    """The certificate that was handed in, where it is that firm's; it has to hold today. Raises Invalid."""
    if not settings.FIRM_CERTIFICATE:
        return None
    path = Path(settings.FIRM_CERTIFICATE)
    try:
        key, certificate, above = pkcs12.load_key_and_certificates(
            path.read_bytes(), settings.FIRM_CERTIFICATE_PASSWORD.encode() or None
        )
    except (OSError, ValueError) as refusal:
        raise _wrong(f"{path} is no PKCS #12 file that its password opens.") from refusal
    if certificate is not None and firm.casefold().strip() not in _names(certificate):
        return None
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise _wrong(f"{path} holds no certificate with a key of RSA or of an elliptic curve.")
    if not certificate.not_valid_before_utc <= clock.now() <= certificate.not_valid_after_utc:
        raise _wrong(f"The certificate in {path} is not valid today.")
    return pdf_seal.Credential(_der(key), certificate, tuple(above))


def _wrong(message: str) -> Invalid:
    step = "Correct ATTESTRY_FIRM_CERTIFICATE, or leave it out: the house seals then."
    return Invalid(message, next_step=step, code="FirmCertificateWrong")


def _names(certificate: x509.Certificate) -> set[str]:
    """Whose certificate it is: its organization and its common name."""
    kinds = (x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME)
    found = (one for kind in kinds for one in certificate.subject.get_attributes_for_oid(kind))
    return {str(one.value).casefold().strip() for one in found}


def _house() -> Credential:
    """The house's own key with a certificate that it gave itself, made once. Raises Broken."""
    pem = made_once(settings.HOME.keys / KEY_FILE, _made)
    try:
        key: Any = load_pem_private_key(pem, None)
        return pdf_seal.Credential(_der(key), x509.load_pem_x509_certificate(pem))
    except ValueError as refusal:
        raise Broken(f"The key file {KEY_FILE} does not hold a key and its certificate.") from refusal


def _made() -> bytes:
    key, now = ec.generate_private_key(ec.SECP256R1()), clock.now()
    whose = settings.HOME.organization().name[:_LONGEST_NAME].strip()
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, "Attestry, seal of issued reports"),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, whose or "-"),
        ]
    )
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    )
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + _YEARS)
    for extension, is_critical in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                encipher_only=False,
                decipher_only=False,
                **usage,
            ),
            True,
        ),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
    ):
        builder = builder.add_extension(extension, critical=is_critical)
    made = builder.sign(key, hashes.SHA256())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(
        Encoding.PEM
    )


def _der(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
