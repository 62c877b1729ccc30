import hashlib
import struct

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from attestry.kit.digest import canonical_json, file_sha256_hex, sha256_hex

# RFC 8785 appendix B: the bits of a double, and its text.
NUMBERS = [
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("8000000000000001", "-5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("ffefffffffffffff", "-1.7976931348623157e+308"),
    ("4340000000000000", "9007199254740992"),
    ("c340000000000000", "-9007199254740992"),
    ("4430000000000000", "295147905179352830000"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("44b52d02c7e14af7", "1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", "999999999999999700000"),
    ("444b1ae4d6e2ef4f", "999999999999999900000"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("41b3de4355555553", "333333333.3333332"),
    ("41b3de4355555557", "333333333.33333343"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
]


@pytest.mark.parametrize(("bits", "text"), NUMBERS)
def test_a_double_is_written_as_rfc_8785_says(bits, text):
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical_json(number).decode() == text


def test_the_worked_example_of_rfc_8785_is_written_byte_for_byte():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical_json(value).hex() == (
        "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b333333"
        "3333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67"
        "223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d"
    )


def test_keys_outside_ascii_are_sorted_by_their_utf_16_units():
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(orjson.loads(canonical_json(value)).values()) == [2, 4, 6, 7, 1, 5, 3]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_a_value_read_back_and_written_again_gives_the_same_bytes(value):
    written = canonical_json(value)
    assert orjson.loads(written) == value
    assert canonical_json(orjson.loads(written)) == written


@given(st.dictionaries(st.text(), st.integers(0, 9)))
def test_the_order_in_which_keys_came_makes_no_difference(value):
    assert canonical_json(value) == canonical_json(dict(reversed(value.items())))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, {1: 2}, "\ud800", b"bytes", {1.5}])
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises((ValueError, TypeError)):
        canonical_json(value)


def test_a_file_has_the_digest_of_its_bytes(tmp_path):
    data = b"x" * ((1 << 20) + 7)
    (tmp_path / "file").write_bytes(data)
    assert file_sha256_hex(tmp_path / "file") == sha256_hex(data) == hashlib.sha256(data).hexdigest()
    assert sha256_hex(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_tuple_is_written_as_the_list_that_it_is():
    said = {"a": (1, ("b",), {"c": ()})}
    assert canonical_json(said) == rfc8785.dumps(said) == canonical_json({"a": [1, ["b"], {"c": []}]})
