import errno
import sqlite3
from io import StringIO

import pytest
from django.db import OperationalError

from attestry.cli.failures import exit_code_of
from attestry.kit.errors import Broken, Conflict, DomainError, Invalid, NotAllowed, NotFound, Unavailable


@pytest.mark.parametrize(
    ("kind", "code"),
    [(Invalid, 2), (NotAllowed, 3), (NotFound, 4), (Conflict, 5), (Unavailable, 6), (Broken, 7)],
)
def test_each_kind_of_refusal_has_an_exit_code_of_its_own(kind, code):
    said = StringIO()
    assert exit_code_of(kind("It is so.", next_step="Do this."), said) == code
    happened, why, to_do = said.getvalue().splitlines()
    assert happened == "What happened:   It is so."
    assert why.startswith("Why it matters:  ")
    assert to_do == "What to do next: Do this."


def test_every_kind_says_something_of_its_own_why_it_matters():
    reasons = set()
    kinds = [one for one in DomainError.__subclasses__() if one.__module__ == DomainError.__module__]
    for kind in kinds:
        said = StringIO()
        exit_code_of(kind("x"), said)
        reasons.add(said.getvalue().splitlines()[1])
    assert len(reasons) >= 6


def test_a_full_disk_says_so_however_deep_it_is_buried():
    said = StringIO()
    assert exit_code_of(OSError(errno.ENOSPC, "No space left on device"), said) == 6
    error = OperationalError("x")
    error.__cause__ = sqlite3.OperationalError("database or disk is full")
    assert exit_code_of(error, said) == 6
    assert said.getvalue().count("The disk is full.") == 2


def test_a_busy_database_asks_to_try_again():
    said, error = StringIO(), OperationalError("x")
    error.__cause__ = sqlite3.OperationalError("database is locked")
    assert exit_code_of(error, said) == 6
    assert "Try again" in said.getvalue()


def test_a_mistake_of_ours_is_not_dressed_up():
    said = StringIO()
    assert exit_code_of(ValueError("x"), said) is None
    assert said.getvalue() == ""
