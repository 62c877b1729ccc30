"""Stamps by a real authority, made with OpenSSL: what holds, for how long, and what is refused."""

import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.evidence.tests.time_stamp_authority import NAME, certificates, openssl, served
from attestry.kit import timestamp_request, timestamps
from attestry.kit.der import with_certificates_in_order
from attestry.kit.errors import Broken, Invalid, Unavailable
from attestry.kit.timestamps import trusted, verify

MESSAGE = "a signed note\n\n— attestry/… c2lnbmF0dXJl\n".encode()
YESTERDAY = datetime.now(UTC) - timedelta(days=1)
TOMORROW = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return certificates(tmp_path_factory.mktemp("authority"))


def query(message=MESSAGE):
    return timestamp_request.request(message).as_bytes()


@pytest.fixture(scope="module")
def answer(made):
    return made.answer(query())


def trust_of(made, chain=False):
    return trusted((made.chain if chain else made.roots).read_bytes())


def test_a_stamp_says_when_by_whom_and_how_exactly(made, answer):
    facts = verify(answer, MESSAGE, trust_of(made))
    assert (facts.authority, facts.policy, facts.hash_algorithm) == (NAME, "1.3.6.1.4.1.13762.3", "SHA-256")
    assert facts.accuracy == timedelta(seconds=1)
    assert abs(facts.gen_time - datetime.now(UTC)) < timedelta(hours=1)
    said = openssl("x509", "-in", made.roots, "-noout", "-fingerprint", "-sha256").decode()
    assert facts.root == said.strip().partition("=")[2].replace(":", "").lower()


def test_openssl_itself_agrees(made, answer, tmp_path):
    (tmp_path / "answer").write_bytes(answer)
    (tmp_path / "note").write_bytes(MESSAGE)
    asked = ("ts", "-verify", "-in", tmp_path / "answer", "-data", tmp_path / "note", "-CAfile", made.roots)
    assert b"OK" in openssl(*asked)


@pytest.mark.parametrize("with_chain", [True, False])
def test_the_certificates_between_come_with_the_answer_or_stand_in_the_file(made, with_chain):
    answer = made.answer(query(), with_chain=with_chain)
    assert verify(answer, MESSAGE, trust_of(made, chain=True)).authority == NAME
    if not with_chain:
        with pytest.raises(Broken, match="not one of those trusted"):
            verify(answer, MESSAGE, trust_of(made))


def test_what_is_kept_with_a_stamp_is_enough_to_check_it(made):
    answer = made.answer(query(), with_chain=False)
    other = certificates(made.folder.with_name("unrelated"), name="Unrelated")
    trust = trusted(other.chain.read_bytes() + made.chain.read_bytes())
    kept = trust.pem(verify(answer, MESSAGE, trust).root)
    assert made.roots.read_text() in kept.decode()
    assert other.roots.read_text() not in kept.decode()
    assert verify(answer, MESSAGE, trusted(kept)).authority == NAME


def test_certificates_in_any_order_are_read_and_no_other_byte_is_touched(made, answer):
    ordered = with_certificates_in_order(answer)
    assert sorted(ordered) == sorted(answer)
    assert with_certificates_in_order(ordered) == ordered
    alone = made.answer(query(), with_chain=False)
    assert with_certificates_in_order(alone) == alone


@given(st.binary(max_size=80))
def test_what_is_no_answer_is_left_as_it_came(data):
    assert with_certificates_in_order(data) == data


def test_a_stamp_outlives_the_certificates_that_made_it(made, answer):
    with time_machine.travel(datetime.now(UTC) + timedelta(days=20 * 365)):
        assert verify(answer, MESSAGE, trust_of(made)).authority == NAME


@pytest.mark.parametrize(
    ("valid", "words"),
    [
        ({"until": YESTERDAY}, "had expired at the stamp's own time"),
        ({"since": TOMORROW, "until": TOMORROW + timedelta(days=9)}, "was not valid yet"),
    ],
)
def test_a_certificate_that_might_not_stamp_at_that_time_is_refused(answer, tmp_path, valid, words):
    other = certificates(tmp_path, **valid)
    with pytest.raises(Broken, match=words):
        verify(other.answer(query()), MESSAGE, trust_of(other))


def test_an_authority_that_nobody_trusts_is_refused_though_it_brings_its_own_root(answer, tmp_path):
    with pytest.raises(Broken, match="not one of those trusted"):
        verify(answer, MESSAGE, trust_of(certificates(tmp_path)))


def test_a_stamp_over_other_bytes_or_for_another_request_is_refused(made, answer):
    with pytest.raises(Broken, match="over other bytes"):
        verify(answer, MESSAGE + b" ", trust_of(made))
    with pytest.raises(Broken, match="another request"):
        verify(answer, MESSAGE, trust_of(made), nonce=1)


def test_an_authority_that_grants_nothing_is_refused(made):
    refused = made.answer(openssl("ts", "-query", "-digest", "ab" * 20, "-sha1"))
    with pytest.raises(Broken, match="did not grant a stamp: Message digest algorithm is not supported"):
        verify(refused, MESSAGE, trust_of(made))


@pytest.mark.parametrize("cut", [0, 1, 10, 200, -1])
def test_what_is_cut_short_is_no_stamp(made, answer, cut):
    with pytest.raises(Broken, match="not a time stamp"):
        verify(answer[:cut], MESSAGE, trust_of(made))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_bit_says_nothing_else_than_the_stamp_did(made, answer, data):
    bent, sound = bytearray(answer), verify(answer, MESSAGE, trust_of(made))
    bent[data.draw(st.integers(0, len(bent) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with suppress(Broken):  # what a signature does not cover may change, and changes nothing
        assert verify(bytes(bent), MESSAGE, trust_of(made)) == sound


@pytest.mark.parametrize(
    "pem", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_a_file_without_certificates_is_refused(pem):
    with pytest.raises(Invalid, match="no certificate"):
        trusted(pem)


def test_a_file_without_a_root_is_refused(made):
    with pytest.raises(Invalid, match="no root certificate"):
        trusted((made.folder / "between.pem").read_bytes())


def test_an_authority_is_asked_over_http(made):
    with served(made) as authority:
        answer = timestamp_request.post(authority.address, query())
        assert verify(answer, MESSAGE, trust_of(made)).authority == NAME


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (500, b"", "it answered 500"),
        (302, b"", "it answered 302"),
        (200, b"x" * (timestamp_request.LARGEST_ANSWER_BYTES + 1), "longer than 256 KB"),
    ],
)
def test_an_answer_that_is_none_is_refused_in_words(made, status, body, words):
    with served(made) as authority:
        authority.is_down(lambda _: (status, body))
        with pytest.raises(Unavailable, match=words):
            timestamp_request.post(authority.address, query())


def test_an_authority_that_is_not_there_or_says_nothing_is_unavailable(made, monkeypatch):
    with served(made) as authority:
        address = authority.address
    with pytest.raises(Unavailable, match="not reached: Connection refused"):
        timestamp_request.post(address, query())
    with pytest.raises(Unavailable, match="not a way"):
        timestamp_request.post("file:///etc/passwd", query())
    monkeypatch.setattr(timestamp_request, "SILENCE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unavailable, match="did not finish"):
        timestamp_request.post(f"http://127.0.0.1:{silent.getsockname()[1]}/", query())


def test_an_authority_that_takes_too_long_is_given_up(made, monkeypatch):
    monkeypatch.setattr(timestamp_request, "WHOLE_SECONDS", 0.0)
    with served(made) as authority, pytest.raises(Unavailable, match="did not finish"):
        timestamp_request.post(authority.address, query())


def test_a_chain_that_no_single_root_ends_is_refused_in_words(made, answer, monkeypatch):
    monkeypatch.setattr(timestamps, "_holds", lambda *_: False)
    with pytest.raises(Broken, match="no single root"):
        verify(answer, MESSAGE, trust_of(made))
