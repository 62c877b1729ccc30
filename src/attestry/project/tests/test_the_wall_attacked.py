"""The wall as an attacker tries it: from another engagement, from the shell, by what refusals tell."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist
from typer.testing import CliRunner

from attestry.accounts.models import User
from attestry.accounts.rules import Role, may
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.cli.app import app
from attestry.deviations.models import Deviation
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.staffing import join_team, sign_independence
from attestry.engagements.models import Engagement
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.side import Duty
from attestry.engagements.tests.conftest import examination  # noqa: F401  a fixture
from attestry.journal.offered import acts
from attestry.journal.rules import Actor
from attestry.kit.errors import NotAllowed, NotFound
from attestry.opinions.models import Opinion
from attestry.populations.models import Population, SampledItem
from attestry.project.tests.test_api import bearing, post
from attestry.project.tests.test_the_wall import (
    CANARY,
    CANARY_SEEN,
    IN_THE_EXAMINATION,
    VIEWS,
    body_of,
    browser,
    walked,
)
from attestry.project.tests.walking_the_wall import (
    EXAMINATION,
    Lacking,
    arguments_for,
    bound,
    fingerprint,
    plant_everywhere,
)
from attestry.requests.models import Request
from attestry.workpapers.models import Workpaper

_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
OPERATOR = Actor.operator("root")


@pytest.fixture
def planted(examination, tmp_path):
    """An examination in which every room holds something behind the wall."""
    plant_everywhere(examination, CANARY, tmp_path)
    return examination


@pytest.fixture
def elsewhere(planted):
    """Zoe, who leads another engagement of the same firm in the same home."""
    scene, zoe = planted, somebody("Zoe", Role.AUDITOR)
    other = plan_engagement(
        scene.lead.actor(),
        scene.engagement.system,
        kind=EngagementKind.SOC_2_TYPE_1,
        title="Another one",
        until_on=date(2026, 9, 30),
        firm=scene.firm,
    )
    join_team(scene.lead.actor(), other, zoe, duty=Duty.PARTNER)
    sign_independence(zoe.actor(), other, text="Independent.")
    return zoe, other


def arguments(scene):
    """Arguments of addresses by room, each of something that is really there."""
    paper = Workpaper.objects.filter(engagement=scene.engagement, population__isnull=False).first()
    item = SampledItem.objects.filter(sample__population=paper.population_id).first()
    return {
        "engagements": {"member": scene.engagement.team.first().pk, "matter": 1, "pk": scene.firm.pk},
        "requests": {"which": Request.objects.filter(engagement=scene.engagement).first().number},
        "populations": {"pk": Population.objects.get(pk=paper.population_id).pk},
        "workpapers": {"pk": paper.pk, "item": item.pk},
        "deviations": {"which": Deviation.objects.filter(engagement=scene.engagement).first().number},
        "opinions": {"subject": "operation", "version": 1, "pk": 1},
    }


def paths(scene, number):
    """Every address below an engagement that names something of the scene, asked under a number."""
    known = arguments(scene)
    for name, route, view in VIEWS:
        said = {"number": number, **known.get(view.__module__.split(".")[1], {})}
        parts = [found.group(2) for found in _ARGUMENT.finditer(route)]
        if "number" in parts and len(parts) > 1 and all(part in said for part in parts):
            yield name, _ARGUMENT.sub(lambda found, said=said: str(said[found.group(2)]), route)


def test_under_the_number_of_ones_own_engagement_nothing_of_another_one_is_found(planted, elsewhere):
    zoe, other = elsewhere
    client, before, shown = browser(zoe), fingerprint(), []
    asked = list(paths(planted, other.pk))
    assert {name for name, _ in asked} >= {
        "workpaper", "workpaper_item", "population", "sample", "deviation", "request", "soc_report_draft",
    }  # fmt: skip
    for name, path in asked:
        for method in ("get", "post"):
            answer = getattr(client, method)(path)
            told = b"".join(answer).decode("utf-8", "replace")
            if CANARY_SEEN in told or (answer.status_code == 200 and name != "opinion"):
                shown.append((name, method, answer.status_code))
    assert shown == []
    assert fingerprint() == before


def test_an_auditor_of_another_engagement_of_the_firm_does_none_of_its_acts(planted, elsewhere):
    zoe, _ = elsewhere
    Request.objects.exclude(engagement=planted.engagement).delete()
    given = {Engagement: planted.engagement, User: planted.auditor}
    before, let_in = fingerprint(), []
    for one in IN_THE_EXAMINATION:
        try:
            places, names = bound(one.write, arguments_for(one.write, given))
        except Lacking:
            continue
        try:
            one.write(zoe.actor(), *places, **names)
        except (NotAllowed, NotFound, ObjectDoesNotExist):
            continue
        else:
            let_in.append(one.name)
    assert let_in == []
    assert fingerprint() == before


def test_what_the_firm_wrote_is_found_by_no_outsider_by_no_page_search_or_export(planted, elsewhere):
    zoe, _ = elsewhere
    exports = ("/journal/?format=csv", "/journal/export/", "/evidence/?format=csv", "/search/?q=finch")
    for user in (zoe, somebody("Own", Role.OWNER), somebody("Emp", Role.EMPLOYEE)):
        client = browser(user)
        pages = {*walked(client, planted.engagement.pk), *exports}
        assert [path for path in pages if CANARY_SEEN in body_of(client, path)] == [], user


def test_the_house_and_the_shell_do_no_act_of_the_firm(planted):
    given = {Engagement: planted.engagement, User: planted.auditor}
    before, let_in, asked = fingerprint(), [], 0
    for one in IN_THE_EXAMINATION:
        if not may(Role.AUDITOR, one.permission) or may(Role.LEAD, one.permission):
            continue
        try:
            places, names = bound(one.write, arguments_for(one.write, given))
        except Lacking:
            continue
        asked += 1
        for actor in (HOUSE, OPERATOR):
            try:
                one.write(actor, *places, **names)
            except (NotAllowed, NotFound, ObjectDoesNotExist):
                continue
            else:
                let_in.append((one.name, actor.kind))
    assert let_in == []
    assert asked > 30
    assert fingerprint() == before


def test_at_the_command_line_an_act_of_the_firm_is_refused_and_nothing_of_it_is_told(planted):
    opinion = Opinion.objects.filter(engagement=planted.engagement).last()
    paper = Workpaper.objects.filter(engagement=planted.engagement).first()
    before = fingerprint()
    for said in (
        ["opinions.approve_opinion", f"opinion={opinion.pk}"],
        ["workpapers.conclude", f"workpaper={paper.pk}", "verdict=effective", "words=Fine."],
        ["engagements.sign_independence", f"engagement={planted.engagement.pk}", "text=Independent."],
    ):
        answer = CliRunner().invoke(app, ["act", "do", *said])
        assert answer.exit_code != 0, said
        assert CANARY_SEEN not in answer.output + str(answer.exception)
    assert fingerprint() == before


def test_over_the_api_management_is_refused_every_act_of_the_firm_whatever_it_names(planted):
    clients = [bearing(user, days=3) for user in (planted.lead, planted.executive)]
    before = fingerprint()["journal"]
    firms = [
        one
        for one in acts().values()
        if one.name.partition(".")[0] in EXAMINATION
        and may(Role.AUDITOR, one.permission)
        and not may(Role.LEAD, one.permission)
    ]
    answers = [post(client, one.name, nonsense=1) for client in clients for one in firms]
    assert len(firms) > 30
    assert {one.status_code for one in answers} == {403}
    assert fingerprint()["journal"] == before


def test_a_refusal_is_the_same_whether_there_is_something_or_not(planted):
    """Who is refused learns neither by the status nor by the words whether a number is taken."""
    lead = browser(planted.lead)
    zoe = browser(somebody("Zoe", Role.AUDITOR))
    number = planted.engagement.pk
    paper = Workpaper.objects.filter(engagement=planted.engagement).first().pk
    population = Population.objects.filter(engagement=planted.engagement).first().pk
    asked = Request.objects.filter(engagement=planted.engagement).first().number
    at, below = f"/engagements/{number}/", f"/engagements/{number}/firm/"
    for client, there, nowhere in (
        (lead, f"{below}workpapers/{paper}/", f"{below}workpapers/987654/"),
        (lead, f"{below}deviations/1/", f"{below}deviations/987654/"),
        (lead, f"{below}opinions/operation/", f"{below}opinions/nothing/"),
        (zoe, at, "/engagements/987654/"),
        (zoe, f"{at}requests/", "/engagements/987654/requests/"),
        (zoe, f"{below}workpapers/", "/engagements/987654/firm/workpapers/"),
        (zoe, f"{below}workpapers/{paper}/", f"/engagements/987654/firm/workpapers/{paper}/"),
        (zoe, f"{below}populations/{population}/", f"/engagements/987654/firm/populations/{population}/"),
        (zoe, f"{below}deviations/1/", "/engagements/987654/firm/deviations/1/"),
        (zoe, f"{at}report/", "/engagements/987654/report/"),
        (zoe, f"{at}report/1/file/", "/engagements/987654/report/1/file/"),
        (zoe, f"{at}report/1/file/", f"{at}report/987654/file/"),
        (zoe, f"{at}requests/{asked}/", "/engagements/987654/requests/X-999/"),
        (zoe, "/bridge-letters/1/", "/bridge-letters/987654/"),
    ):
        one, other = client.get(there), client.get(nowhere)
        assert (one.status_code, worded(one, there)) == (other.status_code, worded(other, nowhere)), there
        assert one.status_code in (403, 404)


def test_a_population_that_is_not_frozen_is_to_management_as_none(planted):
    hidden = Population.objects.create(
        **{
            field.name: getattr(Population.objects.first(), field.name)
            for field in Population._meta.fields
            if field.name not in ("id", "state", "title")
        },
        title=CANARY,
        state="defined",
    )
    lead, at = browser(planted.lead), f"/engagements/{planted.engagement.pk}/management/populations/"
    one, other = lead.get(f"{at}{hidden.pk}/"), lead.get(f"{at}987654/")
    assert (one.status_code, worded(one, str(hidden.pk))) == (404, worded(other, "987654"))
    assert CANARY_SEEN not in body_of(lead, at)


def worded(answer, path):
    """What the page says, without the number or address that was asked for."""
    [said] = re.findall(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    return said.replace(path, "")
