"""Mail addresses of strangers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.readers.errors import MailboxRefused
from attestry.readers.rules.mailbox import is_company_domain, mailbox, reads_like

NO_MAILBOXES = (
    "", "rae", "rae@", "@acme.com", "rae@acme", "a b@acme.com", "rae@acme..com", "rae@-acme.com",
    "rae@acme.com\nBcc: all@acme.com", f"{'x' * 65}@acme.com",
)  # fmt: skip


@pytest.mark.parametrize("typed", NO_MAILBOXES)
def test_what_is_no_mail_address_is_refused(typed):
    with pytest.raises(MailboxRefused):
        mailbox(typed)


def test_a_homograph_is_refused_and_the_letter_is_named():
    with pytest.raises(MailboxRefused, match=r"U\+0430"):
        mailbox("rae@\u0430cme.com")


def test_an_address_is_kept_in_lower_case_without_spaces_around_it():
    assert mailbox("  Rae.Jones+soc@ACME.com ") == "rae.jones+soc@acme.com"


@given(st.text(max_size=40))
def test_whatever_is_taken_is_ascii_and_has_one_domain(typed):
    try:
        address = mailbox(typed)
    except MailboxRefused:
        return
    assert address.isascii()
    assert address.count("@") == 1
    assert not any(one.isspace() for one in address)


@pytest.mark.parametrize("domain", ["gmail.com", "proton.me", "xn--cme-6cd.com", "mail.xn--cme-6cd.com"])
def test_no_rule_speaks_of_a_domain_open_to_all_or_an_internationalized_one(domain):
    assert not is_company_domain(domain)
    assert is_company_domain("acme.com")


@pytest.mark.parametrize("domain", ["acrne.com", "a-cme.com", "acm3.com"])
def test_a_domain_that_reads_like_a_known_one_is_told(domain):
    assert reads_like(domain, ["acme.com", "other.org"]) == "acme.com"


def test_the_known_domain_itself_and_a_plainly_other_one_read_like_nothing():
    assert reads_like("acme.com", ["acme.com"]) == ""
    assert reads_like("zebra.net", ["acme.com"]) == ""
