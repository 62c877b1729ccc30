"""Seals: whose they are, when they are stamped in time, and which certificates are refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pypdf import PdfWriter

from attestry.engagements.models import Engagement, Firm
from attestry.evidence.tests.time_stamp_authority import NAME, certificates, served
from attestry.kit import clock
from attestry.kit.errors import Invalid, Unavailable
from attestry.opinions.seals import seal_for, seal_words, sealed
from attestry.opinions.tests.sealed import FIRM, standing_of


def a_page() -> bytes:
    held, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(held)
    return held.getvalue()


def a_firms_certificate(folder, *, name=FIRM, until=timedelta(days=365), password=b"open it"):
    key = rsa.generate_private_key(65537, 2048)
    whose = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, "Pat"),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, name),
        ]
    )
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    )
    usage |= {"digital_signature": True, "content_commitment": True}
    usage |= {"encipher_only": False, "decipher_only": False}
    builder = x509.CertificateBuilder().subject_name(whose).issuer_name(whose).public_key(key.public_key())
    builder = builder.serial_number(7).add_extension(x509.KeyUsage(**usage), critical=True)
    builder = builder.not_valid_before(datetime(2020, 1, 1)).not_valid_after(clock.now() + until)
    made = builder.sign(key, hashes.SHA256())
    path = folder / "firm.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"firm", key, made, None, BestAvailableEncryption(password))
    )
    return path, made


def test_a_seal_is_stamped_in_time_where_an_authority_is_configured(db, tmp_path, settings):
    made = certificates(tmp_path / "authority")
    seal = seal_for(FIRM)
    with served(made) as authority:
        settings.STAMP_AUTHORITY, settings.STAMP_ROOTS = authority.address, str(made.roots)
        pdf, said = sealed(a_page(), seal, at=clock.now())
        assert len(authority.queries) == 1
    assert said["stamped_by"] == NAME
    roots = x509.load_pem_x509_certificates(made.roots.read_bytes())
    standing = standing_of(pdf, seal.credential.certificate, stamps=roots)
    assert standing.bottom_line
    assert standing.timestamp_validity.valid
    assert standing.timestamp_validity.trusted
    assert clock.to_text(standing.timestamp_validity.timestamp) == said["stamped_at"]


def test_a_stamp_that_is_wanted_and_not_had_keeps_the_file_from_being_sealed(db, tmp_path, settings):
    made = certificates(tmp_path / "authority")
    with served(made) as authority:
        authority.is_down()
        settings.STAMP_AUTHORITY, settings.STAMP_ROOTS = authority.address, str(made.roots)
        with pytest.raises(Unavailable, match="503"):
            sealed(a_page(), seal_for(FIRM), at=clock.now())


def test_nothing_of_a_made_up_time_is_stamped(db, tmp_path, settings):
    settings.STAMP_AUTHORITY, settings.STAMP_ROOTS = "http://127.0.0.1:9/", str(tmp_path / "none.pem")
    with clock.simulated(datetime(2026, 7, 6, tzinfo=UTC)):
        assert sealed(a_page(), seal_for(FIRM), at=clock.now())[1]["stamped_by"] == ""


def test_the_firms_own_certificate_signs_its_reports_and_no_other_firms(db, tmp_path, settings):
    path, certificate = a_firms_certificate(tmp_path)
    settings.FIRM_CERTIFICATE, settings.FIRM_CERTIFICATE_PASSWORD = str(path), "open it"
    seal = seal_for(FIRM)
    pdf, said = sealed(a_page(), seal, at=clock.now())
    assert standing_of(pdf, certificate).bottom_line
    assert (said["by"], said["words"]) == (
        "firm",
        "This file is signed electronically with the certificate of Doyle & Partners.",
    )
    assert not seal_for("Somebody else").is_firms


@pytest.mark.parametrize(
    ("more", "password", "words"),
    [
        ({}, "another", "no PKCS #12 file that its password opens"),
        ({"until": timedelta(days=-1)}, "open it", "not valid today"),
    ],
)
def test_a_certificate_that_does_not_hold_is_refused_and_the_page_says_so(
    db, tmp_path, settings, more, password, words
):
    path, _ = a_firms_certificate(tmp_path, **more)
    settings.FIRM_CERTIFICATE, settings.FIRM_CERTIFICATE_PASSWORD = str(path), password
    with pytest.raises(Invalid, match=words):
        seal_for(FIRM)
    assert words in seal_words(Engagement(firm=Firm(name=FIRM)))


def test_the_houses_key_is_made_once_and_is_its_owners_alone(db, settings):
    first = seal_for(FIRM).credential.certificate
    assert seal_for(FIRM).credential.certificate == first
    path = settings.HOME.keys / "reports.pem"
    assert path.stat().st_mode & 0o077 == 0
