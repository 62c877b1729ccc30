import pytest
from django.test import RequestFactory

from attestry.accounts.origin import origin_key, origin_of


def asked(peer, forwarded=""):
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, **more)


def test_what_a_stranger_says_of_the_origin_is_not_believed():
    assert origin_of(asked("203.0.113.9", "198.51.100.1")) == "203.0.113.9"


@pytest.mark.parametrize(
    ("forwarded", "origin"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("1.2.3.4, 198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("nonsense", "10.0.0.5"),
        ("198.51.100.1, <script>", "10.0.0.5"),
        ("", "10.0.0.5"),
    ],
)
def test_a_trusted_proxy_is_believed_about_the_last_address_that_is_not_its_own(settings, forwarded, origin):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert origin_of(asked("10.0.0.5", forwarded)) == origin


def test_an_origin_is_counted_by_a_keyed_digest_and_ipv6_by_its_network():
    assert "203.0.113.9" not in origin_key(asked("203.0.113.9"))
    assert origin_key(asked("2001:db8::1")) == origin_key(asked("2001:db8::ffff"))
    assert origin_key(asked("2001:db8::1")) != origin_key(asked("2001:db8:0:1::1"))


def test_an_ipv4_address_is_the_same_however_a_socket_of_both_kinds_spells_it(settings):
    assert origin_key(asked("::ffff:203.0.113.9")) == origin_key(asked("203.0.113.9"))
    assert origin_key(asked("::ffff:203.0.113.9")) != origin_key(asked("::ffff:203.0.113.10"))
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert origin_of(asked("::ffff:10.0.0.5", "198.51.100.1")) == "198.51.100.1"
