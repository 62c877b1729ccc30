"""A refusal says what happened, why it matters and what to do, as a page and as a problem document."""

import json

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from attestry.kit.errors import Broken, NotAllowed, Unavailable
from attestry.ui import errors
from attestry.ui.security import POLICY, SecurityHeaders
from attestry.ui.tests.conftest import request_for

pytestmark = pytest.mark.urls("attestry.ui.urls")
REFUSED = NotAllowed("You may not retire <ACC-07>.", next_step="Ask the compliance lead.")


def answer_to(request, error):
    return errors.ErrorPages(lambda request: HttpResponse()).process_exception(request, error)


def test_a_refusal_keeps_the_menu_for_who_is_signed_in(own_menu):
    answer = answer_to(request_for("/x/"), REFUSED)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "You may not retire &lt;ACC-07&gt;." in text
    assert "Ask the compliance lead." in text
    assert "Rights are kept narrow" in text
    assert 'id="rail"' in text


def test_who_is_not_signed_in_sees_no_menu():
    answer = answer_to(RequestFactory().get("/x/"), REFUSED)
    assert b'id="rail"' not in answer.content
    assert b"Ask the compliance lead." in answer.content


def test_the_api_answers_with_a_problem_document():
    answer = answer_to(RequestFactory().get("/api/controls"), REFUSED)
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["detail"] == REFUSED.message
    assert json.loads(answer.content)["code"] == "NotAllowed"


def test_what_was_not_foreseen_is_left_to_the_page_of_faults():
    assert answer_to(request_for("/x/"), ZeroDivisionError()) is None
    answer = errors.broken(request_for("/x/"))
    assert answer.status_code == 500
    assert b"Nothing half-written was kept." in answer.content
    assert b'id="rail"' not in answer.content


@pytest.mark.parametrize("error", [Broken("Entry 7 does not match."), Unavailable("No answer.")])
def test_a_fault_is_logged(error, caplog, own_menu):
    answer = answer_to(request_for("/x/"), error)
    assert answer.status_code == error.status
    assert error.message in caplog.text


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (lambda request: errors.not_found(request, exception=Http404()), 404),
        (lambda request: errors.not_allowed(request, exception=PermissionError()), 403),
        (lambda request: errors.form_expired(request, reason="no cookie"), 403),
    ],
)
def test_the_frameworks_own_refusals_have_their_page(page, status, own_menu):
    answer = page(request_for("/x/"))
    assert answer.status_code == status
    assert b"What to do" in answer.content


def test_every_answer_carries_a_policy_that_allows_this_host_alone():
    answer = SecurityHeaders(lambda request: HttpResponse())(RequestFactory().get("/", secure=True))
    assert answer["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in answer["Strict-Transport-Security"]


def test_plain_http_is_not_told_to_stay_on_tls():
    answer = SecurityHeaders(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert "Strict-Transport-Security" not in answer
