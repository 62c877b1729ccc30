import base64
import os
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from attestry.kit.errors import Broken
from attestry.kit.key_file import replaced
from attestry.kit.signed_note import Signer, signer, verifier

# RFC 8032 §7.1, tests 1 and 2: secret key, public key, message, signature.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


def known_signer(position=1):
    return Signer(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(RFC_8032[position][0])))


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_the_key_signs_as_rfc_8032_says(secret, public, message, signature):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert Signer(key).verifier.raw.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature


def test_a_note_is_its_text_a_blank_line_and_a_signature_line():
    key = known_signer()
    note = key.sign("the root\n7\n")
    text, line = note.split("\n\n")
    mark, name, packed = line.rstrip("\n").split(" ")
    assert (text, mark, name) == ("the root\n7", "—", key.verifier.name)
    assert base64.b64decode(packed)[:4] == key.verifier.key_id
    assert base64.b64decode(packed)[4:] == key.key.sign(b"the root\n7\n")


def test_a_note_opens_with_the_key_that_signed_it_and_with_no_other():
    note = known_signer(1).sign("the root\n")
    assert known_signer(1).verifier.opens(note) == "the root\n"
    with pytest.raises(Broken):
        known_signer(0).verifier.opens(note)


def test_another_key_under_the_same_name_is_refused():
    honest, other = known_signer(1).verifier, known_signer(0)
    note = Signer(other.key).sign("the root\n").replace(other.verifier.name, honest.name)
    with pytest.raises(Broken):
        honest.opens(note)


@pytest.mark.parametrize(
    "bend",
    [
        lambda note: note.replace("root", "roof"),
        lambda note: note.replace("the root\n", "the root\n\n"),
        lambda note: "more\n" + note,
        lambda note: note.rstrip("\n")[:-6] + "AAAA==\n",
        lambda note: note.split("\n\n")[0] + "\n",
        lambda note: note.replace("— ", "- "),
        lambda note: note.split("\n\n")[0] + "\n\n— nobody not-base64\n",
        lambda _note: "",
    ],
)
def test_a_note_that_is_bent_in_any_way_is_refused(bend):
    key = known_signer()
    note = bend(key.sign("the root\n"))
    with pytest.raises(Broken):
        key.verifier.opens(note)


def test_a_second_signature_beside_it_does_no_harm():
    first, second = known_signer(0), known_signer(1)
    note = first.sign("the root\n") + second.sign("the root\n").split("\n\n")[1]
    assert first.verifier.opens(note) == second.verifier.opens(note) == "the root\n"


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    made = signer(tmp_path, "ledger")
    assert signer(tmp_path, "ledger").verifier.raw == made.verifier.raw
    assert (tmp_path / "ledger.key.pem").stat().st_mode & 0o777 == 0o600
    assert verifier((tmp_path / "ledger.public.pem").read_bytes()).raw == made.verifier.raw
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.key.pem", "ledger.public.pem"]


def test_a_public_key_that_a_crash_left_out_is_written_when_the_key_is_next_used(tmp_path):
    made = signer(tmp_path, "ledger")
    (tmp_path / "ledger.public.pem").unlink()
    signer(tmp_path, "ledger")
    assert verifier((tmp_path / "ledger.public.pem").read_bytes()).raw == made.verifier.raw


def test_the_name_is_taken_from_the_public_key():
    key = known_signer().verifier
    pem = key.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert verifier(pem).name == key.name == "attestry/" + sha256(key.raw).hexdigest()[:16]


def test_a_public_key_saved_without_its_last_line_end_or_with_another_is_the_same(tmp_path):
    made = signer(tmp_path, "ledger")
    pem = (tmp_path / "ledger.public.pem").read_bytes()
    for saved in (pem.rstrip(b"\n"), pem.replace(b"\n", b"\r\n"), pem.rstrip(b"\n") + b"\r\n" + pem):
        assert verifier(saved).raw == made.verifier.raw


def test_what_a_killed_process_left_beside_a_key_never_takes_its_place(tmp_path):
    path = tmp_path / "ledger.public.pem"
    path.write_bytes(b"old")
    for left in (f".{path.name}.{os.getpid()}", f".{path.name}-killed"):
        (tmp_path / left).write_bytes(b"half")
    replaced(path, b"new")
    assert path.read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 3
