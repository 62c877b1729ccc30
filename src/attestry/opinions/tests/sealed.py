"""What a validator that is not ours says of a seal, for tests."""

from __future__ import annotations

from io import BytesIO

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

FIRM = "Doyle & Partners"


def standing_of(pdf, certificate, *, stamps=None):
    """What pyHanko's validator says, trusting that certificate alone, and for stamps those."""
    (found,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    trusted = [asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))]
    roots = [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in stamps or ()]
    return validate_pdf_signature(
        found,
        ValidationContext(trust_roots=trusted),
        ts_validation_context=ValidationContext(trust_roots=roots) if roots else None,
    )
