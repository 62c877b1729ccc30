"""A seal on a PDF: a PAdES signature (ETSI EN 319 142-1) with a time stamp (RFC 3161) where one is asked for.

A sealed file begins with the bytes that were given, none of them changed: what was typeset can be cut
out of it again. The seal allows no later change (DocMDP, ISO 32000-1 §12.8.2.2), and its invisible field
stands as PDF/A-2 and PDF/UA-1 both want it. Loading this module loads pyHanko: name it through ``kit.late``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Seal"
# Room for the signature, its certificates and a stamp with its own.
_RESERVED = 2 * (24 << 10)


@dataclass(frozen=True, slots=True)
class Credential:
    """A private key (PKCS #8, DER), its certificate, and the certificates above it."""

    key: bytes
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file, the signature in it, and the answer of the time-stamp authority over that."""

    pdf: bytes
    signature: bytes
    stamp: bytes | None


def sealed(
    pdf: bytes,
    credential: Credential,
    *,
    name: str,
    reason: str,
    at: datetime,
    stamp: Callable[[bytes], bytes] | None = None,
) -> Sealed:
    """Seal a PDF. ``stamp`` asks an authority: TimeStampReq in, TimeStampResp out, both DER."""
    said = PdfSignatureMetadata(
        field_name=FIELD,
        name=name,
        reason=reason,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    asked = _Stamper(stamp) if stamp else None
    signer = _SignerAt(
        said,
        _signer(credential),
        timestamper=asked,
        new_field_spec=SigFieldSpec(
            FIELD,
            invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
            readable_field_name="Seal of this file",
        ),
    )
    signer.at = at
    made = signer.sign_pdf(_Appended(BytesIO(pdf)), bytes_reserved=_RESERVED).getvalue()
    (found,) = PdfFileReader(BytesIO(made)).embedded_signatures
    signature: bytes = found.signer_info["signature"].native
    return Sealed(made, signature, asked.answer if asked else None)


class _Appended(IncrementalPdfFileWriter):
    """Leaves the metadata as the typesetter wrote and checked it (PDF/A, PDF/UA)."""

    def _update_meta(self) -> None:
        return


class _SignerAt(PdfSigner):
    """Signs at an instant that is given."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002  pyHanko's signature
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class _Stamper(TimeStamper):
    """Asks as the caller asks, and remembers what was answered."""

    def __init__(self, ask: Callable[[bytes], bytes]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._ask = ask
        self.answer = b""

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        self.answer = self._ask(req.dump())
        return tsp.TimeStampResp.load(self.answer)


def _signer(credential: Credential) -> SimpleSigner:
    chain = [_asn1(one) for one in (credential.certificate, *credential.above)]
    return SimpleSigner(
        signing_cert=chain[0],
        signing_key=keys.PrivateKeyInfo.load(credential.key),
        cert_registry=SimpleCertificateStore.from_certs(chain),  # type: ignore[no-untyped-call]
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
