"""The wall, address by address and act by act, in both directions; and nothing leaks through the journal."""

from __future__ import annotations

import re
from contextlib import closing
from html import unescape

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import get_resolver

from attestry.accounts.models import User
from attestry.accounts.rules import Role, may
from attestry.accounts.tests.people import somebody
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Side
from attestry.engagements.tests.conftest import examination  # noqa: F401  a fixture
from attestry.engagements.wall import SIDE
from attestry.journal.models import JournalEntry
from attestry.kit.errors import DomainError, NotAllowed, NotFound
from attestry.project.tests.test_api import bearing, post
from attestry.project.tests.walking_the_wall import (
    EXAMINATION,
    Lacking,
    arguments_for,
    bound,
    everything_written,
    fingerprint,
    offered,
    plant_everywhere,
)

_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
_SAMPLES = {"int": "1", "slug": "x", "str": "x"}
CANARY = "zebra-finch-7731"
CANARY_SEEN = "finch-7731"


def views():
    """Every address of the rooms of the examination: its name, its route, and the view behind it."""
    for pattern in get_resolver().url_patterns:
        room = pattern.callback.__module__.split(".")[1]
        if room in EXAMINATION:
            yield pattern.name, f"/{pattern.pattern}", pattern.callback


def path_of(route: str, number: int) -> str:
    return _ARGUMENT.sub(
        lambda found: str(number) if found.group(2) == "number" else _SAMPLES[found.group(1) or "str"], route
    )


VIEWS = list(views())
OFFERED = list(offered())
IN_THE_EXAMINATION = [one for one in OFFERED if one.room in EXAMINATION]
ELSEWHERE = [one for one in OFFERED if one.room not in EXAMINATION]


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "route", "view"), VIEWS, ids=[name for name, _, _ in VIEWS])
def test_every_address_of_the_examination_carries_a_side_and_says_it(name, route, view):
    assert hasattr(view, SIDE), f"{name} stands outside the wall: decorate it in engagements/wall.py"
    side = getattr(view, SIDE)
    below = "/engagements/<int:number>/"
    if route.startswith(f"{below}firm/"):
        assert side is Side.FIRM
    elif route.startswith(f"{below}management/"):
        assert side is Side.MANAGEMENT
    elif route.startswith(below):
        assert side is None, "A page of one side says so in its address."
    else:
        assert side in (None, Side.MANAGEMENT), "A page of no one engagement is not the firm's."


@pytest.mark.parametrize("method", ["get", "post"])
def test_r71_the_other_side_and_outsiders_are_refused_at_every_address(examination, method):
    outside = [browser(somebody("Zoe", Role.AUDITOR)), browser(somebody("Emp", Role.EMPLOYEE))]
    people = (examination.lead, examination.executive, somebody("Own", Role.OWNER))
    management = [browser(user) for user in people]
    firm = [browser(examination.auditor), browser(examination.partner)]
    before, let_in = fingerprint(), []
    for name, route, view in VIEWS:
        side = getattr(view, SIDE, None)
        wrong = outside if "<int:number>" in route else []
        wrong = wrong + (management if side is Side.FIRM else firm if side is Side.MANAGEMENT else [])
        path = path_of(route, examination.engagement.pk)
        for client in wrong:
            answer = getattr(client, method)(path)
            if answer.status_code not in (403, 404):
                let_in.append((name, answer.status_code))
    assert let_in == []
    assert fingerprint() == before


# --- acts ---------------------------------------------------------------------------------------------


def test_r71_every_act_of_managements_rooms_is_refused_to_an_auditor_and_writes_nothing(db):
    """What an auditor may ask of management's rooms is exports, and nothing that they keep."""
    auditor = somebody("Aud", Role.AUDITOR)
    before = everything_written()
    allowed = set()
    for one in ELSEWHERE:
        if may(Role.AUDITOR, one.permission):
            allowed.add(one.name)
            continue
        places, names = bound(one.write, arguments_for(one.write, {}, lacks=None))
        with pytest.raises(NotAllowed):
            one.write(auditor.actor(), *places, **names)
    assert allowed == {"audit_packages.request_package"}
    assert everything_written() == before


# What both sides may ask for, each on its own side: there the act itself looks at who stands where.
SHARED = {
    "engagements.move",
    "engagements.staff",
    "engagements.hand_in_letter",
    "requests.ask",
    "requests.comment",
    "opinions.comment",
}


def test_r71_every_act_of_the_examination_is_refused_to_the_wrong_side(examination, tmp_path):
    plant_everywhere(examination, CANARY, tmp_path)
    strangers = [somebody(f"X{role.value}", role) for role in Role]
    before, unasked, let_in, shared = fingerprint(), {}, [], set()
    given = {Engagement: examination.engagement, User: examination.auditor}
    for one in IN_THE_EXAMINATION:
        by_both = may(Role.AUDITOR, one.permission) and may(Role.LEAD, one.permission)
        wrong = [
            user for user in strangers if user.role == Role.AUDITOR or not may(user.role, one.permission)
        ]
        if by_both:
            shared.add(one.permission)
        elif may(Role.AUDITOR, one.permission):
            wrong = strangers
        else:
            wrong += [examination.auditor, examination.partner]
        try:
            places, names = bound(one.write, arguments_for(one.write, given))
        except Lacking as lacks:
            if any(may(user.role, one.permission) for user in wrong):
                unasked[one.name] = str(lacks)
            places, names = [], {}
            wrong = [user for user in wrong if not may(user.role, one.permission)]
        for user in wrong:
            try:
                one.write(user.actor(), *places, **names)
            except (NotAllowed, NotFound, ObjectDoesNotExist):
                continue
            except DomainError as refusal:
                let_in.append((one.name, user.role, repr(refusal)))
            else:
                let_in.append((one.name, user.role, "done"))
    assert let_in == []
    assert shared <= SHARED
    assert fingerprint() == before
    assert unasked == {}, "Plant one of each in tests/canaries.py of its room."


# --- what the journal says ----------------------------------------------------------------------------

# Parameters of an address that is walked from an engagement's page, and pages without any.
_HREF = re.compile(r'href="(/[^"#]*)"')
_BEGIN = ("/", "/mine/", "/journal/", "/engagements/", "/search/?q=zebra", "/program/", "/notices/")
_EXPORTS = ("/journal/?format=csv", "/journal/export/", "/api/acts/", "/evidence/?format=csv")


def test_r71_nothing_that_the_firm_wrote_reaches_management_by_any_page_or_export(examination, tmp_path):
    plant_everywhere(examination, CANARY, tmp_path)
    firm = browser(examination.auditor)
    number = examination.engagement.pk
    told = {path for path in walked(firm, number) if CANARY_SEEN in body_of(firm, path)}
    assert told, "The firm itself sees what it wrote."
    for user in (examination.lead, examination.executive, somebody("Adm", Role.ADMINISTRATOR)):
        client = browser(user)
        pages = walked(client, number)
        leaks = [path for path in {*pages, *_EXPORTS, *told} if CANARY_SEEN in body_of(client, path)]
        assert leaks == [], user
    assert not [one for one in JournalEntry.objects.all() if CANARY_SEEN in str(one.record())]


def walked(client, number, most=250):
    """The pages that are reached from the first ones, an engagement's before others."""
    waiting, seen = [*_BEGIN, f"/engagements/{number}/"], []
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen or any(part in path for part in ("sign-out", "/static/", "/bytes/")):
            continue
        seen.append(path)
        if path.startswith(("/engagements/", "/journal/")) or path in _BEGIN:
            waiting += [unescape(one) for one in _HREF.findall(body_of(client, path))]
    return seen


def body_of(client, path):
    answer = client.get(path)
    with closing(answer):
        return b"".join(answer).decode("utf-8", "replace")


def test_the_outbox_and_every_table_that_management_reads_hold_none_of_it(examination, tmp_path):
    plant_everywhere(examination, CANARY, tmp_path)
    leaks = []
    for model in apps.get_models():
        room = model.__module__.split(".")[1] if model.__module__.startswith("attestry.") else ""
        if room and room not in EXAMINATION:
            rows = model._default_manager.values_list()
            leaks += [(model._meta.label, str(row)) for row in rows if CANARY_SEEN in str(row)]
    assert leaks == [], "\n".join(map(str, leaks))


def test_r71_over_the_api_each_side_is_refused_what_is_the_others(examination):
    number = examination.engagement.pk
    before = fingerprint()["journal"]
    asked = [
        (examination.lead, "engagements.sign_independence", {"engagement": number, "text": "Independent."}),
        (examination.lead, "engagements.move_on", {"engagement": number, "to": "review"}),
        (examination.partner, "engagements.name_firm", {"engagement": number, "firm": examination.firm.pk}),
        (examination.auditor, "controls.adopt_control", {"control": "IAM-02"}),
        (examination.auditor, "accounts.make_sign_in_link", {"user": examination.lead.email}),
        (examination.lead, "accounts.make_sign_in_link", {"user": examination.auditor.email}),
    ]
    statuses = [post(bearing(user, days=3), act, **said).status_code for user, act, said in asked]
    assert statuses == [403] * len(asked)
    assert fingerprint()["journal"] == (before[0] + len(asked),), "Nothing but the tokens was made."
