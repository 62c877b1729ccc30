import pytest

from attestry.kit.errors import Unavailable
from attestry.kit.outgoing import AddressRefused, ask, checked, is_public


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1", "2002:7f00:1::"],
)  # fmt: skip
def test_an_address_that_is_not_for_everybody_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://2130706433/"]
)
def test_a_private_address_is_refused_in_whatever_spelling(url):
    with pytest.raises(AddressRefused, match="private"):
        ask("GET", url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://x.org:0/", "https://x.org:99999/", "//x", "http://ü.org"]
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(AddressRefused):
        checked(url)


def test_nobody_listening_is_said_in_words():
    with pytest.raises(Unavailable, match="was not reached"):
        ask("GET", "http://127.0.0.1:9/", allowed=["127.0.0.1"])
