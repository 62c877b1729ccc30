from datetime import timedelta

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.accounts.rules import Role
from attestry.connectors.actions import connect_registers
from attestry.effectiveness.tests.world import a_home
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.notices.actions.channels import add_channel
from attestry.notices.actions.delivering import send_due
from attestry.notices.models import Notice
from attestry.notices.rules.waiting import ChannelKind
from attestry.notices.tests.servers import mail_server
from attestry.people.models import Team
from attestry.remediation.actions.moving import fix_task
from attestry.remediation.actions.reminding import remind_due
from attestry.remediation.rules.burn_down import DayMoves, left_by_day, planned
from attestry.remediation.tests.samples import HOUSE, NOW, TODAY, document, person, task

pytestmark = pytest.mark.django_db


def test_everybody_is_told_once_a_day_what_of_theirs_is_due_late_or_waits():
    team = Team.objects.create(name="Platform")
    ben, cem = person("Ben"), person("Cem", team=team)
    with clock.simulated(NOW):
        task("In a week", owner=ben, due_on=TODAY + timedelta(days=7))
        task("In a while", owner=ben, due_on=TODAY + timedelta(days=5))
        task("Of the team", team=team, due_on=TODAY)
        fix_task(HOUSE, task("To verify", owner=ben, verifier=cem), entries=[document().seq])
        with mail_server() as mailbox:
            assert remind_due(HOUSE) == 2
            assert remind_due(HOUSE) == 0
            send_due(HOUSE)
    told = {mail["To"]: mail.get_payload(decode=True).decode() for mail in mailbox.mails}
    assert "In a week: is due on 17 Mar 2026" in told["ben@example.org"]
    assert "In a while" not in told["ben@example.org"]
    assert "Of the team: is due today" in told["cem@example.org"]
    assert "To verify: is fixed and waits for you" in told["cem@example.org"]


def test_a_day_without_power_loses_no_reminder_and_what_is_late_goes_to_the_lead():
    person("Ada", Role.LEAD)
    with clock.simulated(NOW):
        task("Late", owner=person("Ben"), due_on=TODAY + timedelta(days=1))
        add_channel(
            HOUSE,
            name="#c",
            kind=ChannelKind.SLACK,
            address="https://chat.example.org/x",
            box=SecretBox(settings.HOME.keys),
        )
        remind_due(HOUSE)
    Notice.objects.all().delete()
    with clock.simulated(NOW + timedelta(days=4)):
        assert remind_due(HOUSE) == 3
    assert {one.recipient for one in Notice.objects.all()} == {"ben@example.org", "ada@example.org", "#c"}
    assert Notice.objects.get(key__startswith="tasks-escalated").recipient == "ada@example.org"


def test_the_burn_down_counts_what_was_left_each_day():
    moves = [
        DayMoves(TODAY, "", "open", 5),
        DayMoves(TODAY + timedelta(days=1), "verified", "closed", 2),
        DayMoves(TODAY + timedelta(days=1), "open", "in_progress", 3),
        DayMoves(TODAY + timedelta(days=2), "closed", "open", 1),
    ]
    found = left_by_day(moves, until=TODAY + timedelta(days=3))
    assert [one.left for one in found] == [5, 3, 4, 4]
    ahead = planned([(TODAY + timedelta(days=5), 1), (TODAY + timedelta(days=4), 2)], left=4)
    assert [one.left for one in ahead] == [2, 1]


def test_the_register_of_tasks_is_sealed(tmp_path):
    with a_home(tmp_path / "home"), clock.simulated(NOW):
        task(owner=person("Ben"))
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        (collected,) = pipeline.collect(HOUSE, progress=print, only=["remediation-register"]).collections
        assert (collected.state, collected.row_count) == ("complete", 1)
