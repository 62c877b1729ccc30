from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from django.conf import settings
from django.test import override_settings
from typer.testing import CliRunner

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.cli.verbs.notices import app
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Invalid, NotAllowed
from attestry.kit.secrets import SecretBox
from attestry.notices.actions.channels import add_channel, remove_channel
from attestry.notices.actions.delivering import claim, send_due
from attestry.notices.actions.posting import Draft, post_notices, try_again
from attestry.notices.models import Channel, Notice
from attestry.notices.queries.outbox import is_due
from attestry.notices.rules.waiting import ChannelKind
from attestry.notices.tests.servers import mail_server, web_server
from attestry.ui.tests.exports import column

pytestmark = pytest.mark.django_db

HOUSE = Actor.system("test")
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
DRAFT = Draft(
    "task:1:2026-03-10", "Ada@example.org", "Two tasks\nare due", "Fix the <b>gate</b>.", "/tasks/1/"
)


@pytest.fixture(autouse=True)
def morning():
    with clock.simulated(NOW):
        yield


def box():
    return SecretBox(settings.HOME.keys)


def channel(address, kind=ChannelKind.SLACK):
    return add_channel(HOUSE, name="#compliance", kind=kind, address=address, box=box())


def test_a_mail_arrives_once_however_often_it_is_told():
    with mail_server() as mailbox, override_settings(CSRF_TRUSTED_ORIGINS=["https://attestry.example.org"]):
        assert post_notices(HOUSE, [DRAFT, DRAFT]) == 1
        assert post_notices(HOUSE, [DRAFT]) == 0
        assert send_due(HOUSE)["delivered"] == 1
        assert send_due(HOUSE) == {"waiting": 0, "delivered": 0, "given_up": 0}
    (mail,) = mailbox.mails
    assert mail["To"] == "ada@example.org"
    assert mail["Subject"] == "Two tasks are due"
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_payload(decode=True).decode()
    assert "Fix the <b>gate</b>." in body
    assert "https://attestry.example.org/tasks/1/" in body
    assert mail.get_content_type() == "text/plain"
    assert Notice.objects.get().state == "delivered"
    assert JournalEntry.objects.filter(act="notices.send").count() == 1


def test_a_recipient_that_the_server_refuses_for_good_is_given_up_and_the_next_still_told():
    with mail_server() as mailbox:
        mailbox.answers["gone@example.org"] = "550 no such mailbox"
        mailbox.answers["full@example.org"] = "452 mailbox is full"
        for to in ("gone@example.org", "full@example.org", "ada@example.org"):
            post_notices(HOUSE, [Draft("k", to, "S", "T")])
        assert send_due(HOUSE) == {"waiting": 1, "delivered": 1, "given_up": 1}
    assert "550" in Notice.objects.get(recipient="gone@example.org").refusal
    assert Notice.objects.get(recipient="full@example.org").next_at == NOW + timedelta(minutes=1)


def test_a_server_that_is_away_is_asked_again_with_growing_waits_until_it_is_given_up():
    with mail_server():
        pass  # its port is closed again
    post_notices(HOUSE, [DRAFT])
    waits, at = [], NOW
    away = override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=9,
        EMAIL_USE_TLS=False,
    )
    with away:
        while (notice := Notice.objects.get()).state == "waiting":
            waits.append(notice.next_at - at)
            at = notice.next_at
            with clock.simulated(at):
                send_due(HOUSE)
    assert waits[:7] == [timedelta(0), *(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720))]
    assert set(waits[7:]) == {timedelta(hours=12)}
    assert notice.state == "given_up"
    assert NOW + timedelta(days=2.5) < at <= NOW + timedelta(days=3)
    assert "was not reached" in notice.refusal
    with mail_server() as mailbox:
        try_again(HOUSE, notice)
        assert send_due(HOUSE)["delivered"] == 1
        assert len(mailbox.mails) == 1
    with pytest.raises(Exception, match="delivered"):
        try_again(HOUSE, notice)


def test_without_a_mail_server_mails_wait_and_nothing_is_due():
    post_notices(HOUSE, [DRAFT])
    with override_settings(EMAIL_HOST=""):
        assert not is_due(NOW)
        assert send_due(HOUSE) == {"waiting": 0, "delivered": 0, "given_up": 0}
    with override_settings(EMAIL_HOST="mail.example.org"):
        assert is_due(NOW)


def test_a_process_that_died_with_a_notice_in_hand_loses_it_to_the_next_after_a_while():
    post_notices(HOUSE, [DRAFT])
    number = Notice.objects.get().pk
    assert claim(HOUSE, number) is not None
    assert claim(HOUSE, number) is None
    with mail_server() as mailbox:
        assert send_due(HOUSE)["delivered"] == 0
        with clock.simulated(NOW + timedelta(minutes=6)):
            assert send_due(HOUSE)["delivered"] == 1
        assert len(mailbox.mails) == 1


@pytest.mark.parametrize("kind", list(ChannelKind))
def test_a_channel_is_written_to_in_its_own_form_with_what_people_typed_as_text(kind):
    with web_server(lambda _asked: (200, {}, b"ok")) as chat, override_settings(PRIVATE_HOSTS=["127.0.0.1"]):
        to = channel(f"{chat.address}/hook/s3cret", kind)
        post_notices(HOUSE, [Draft("k", to, "<!channel> 2 overdue", "Fix <script>", "/tasks/")])
        assert send_due(HOUSE)["delivered"] == 1
    (asked,) = chat.asked
    said = orjson.loads(asked.body)
    assert (asked.method, asked.path) == ("POST", "/hook/s3cret")
    if kind is ChannelKind.SLACK:
        assert said["text"] == "*&lt;!channel&gt; 2 overdue*\nFix &lt;script&gt;"
    else:
        card = said["attachments"][0]["content"]
        assert card["type"] == "AdaptiveCard"
        assert card["body"][1]["inlines"][0]["text"] == "Fix <script>"
    assert "s3cret" not in Channel.objects.get().sealed_address


def test_a_channel_that_answers_500_is_tried_again_and_one_that_is_gone_is_not():
    answers = [(500, {}, b""), (429, {"Retry-After": "7200"}, b""), (410, {}, b"")]
    with web_server(lambda _asked: answers.pop(0)) as chat, override_settings(PRIVATE_HOSTS=["127.0.0.1"]):
        post_notices(HOUSE, [Draft("k", channel(chat.address), "S", "T")])
        send_due(HOUSE)
        assert Notice.objects.get().next_at == NOW + timedelta(minutes=1)
        with clock.simulated(NOW + timedelta(minutes=1)):
            send_due(HOUSE)
        assert Notice.objects.get().next_at == NOW + timedelta(minutes=121)
        with clock.simulated(NOW + timedelta(minutes=121)):
            send_due(HOUSE)
    assert Notice.objects.get().state == "given_up"
    assert Notice.objects.get().refusal == "127.0.0.1 answered 410."


def test_a_private_address_is_refused_until_it_is_allowed():
    with web_server(lambda _asked: (200, {}, b"")) as chat:
        post_notices(HOUSE, [Draft("k", channel(chat.address), "S", "T")])
        send_due(HOUSE)
        assert chat.asked == []
        assert "ATTESTRY_PRIVATE_HOSTS" in Notice.objects.get().refusal


def test_what_waits_for_a_removed_channel_is_given_up():
    to = channel("https://chat.example.org/hook")
    post_notices(HOUSE, [Draft("k", to, "S", "T")])
    remove_channel(HOUSE, to)
    assert send_due(HOUSE)["given_up"] == 1
    with pytest.raises(Exception, match="no such channel"):
        remove_channel(HOUSE, to)


@pytest.mark.parametrize(
    "address", ["ftp://x.org", "https://u:p@x.org/", "https://", "javascript:alert(1)", "https://x y"]
)
def test_an_address_that_cannot_be_asked_makes_no_channel(address):
    with pytest.raises(Invalid):
        channel(address)
    assert not Channel.objects.exists()


def test_the_page_shows_the_outbox_and_adds_a_channel_whose_address_is_never_shown(client):
    client.force_login(somebody("Ada", Role.LEAD))
    page = client.get("/notices/").content.decode()
    assert "Nobody was told anything yet" in page
    form = {
        "name": "<script>alert(1)</script>",
        "kind": "slack",
        "address": "https://chat.example.org/s3cret",
    }
    page = client.post("/notices/", form, follow=True).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert "s3cret" not in page
    assert "There already is a channel" in client.post("/notices/", form).content.decode()
    made = Channel.objects.get()
    client.post("/notices/test/", {"channel": made.pk})
    client.post("/notices/test/")
    assert Notice.objects.count() == 2
    page = client.get("/notices/?state=waiting").content.decode()
    assert "A test notice from Attestry" in page
    client.post(f"/notices/channels/{made.pk}/remove/")
    assert Channel.objects.get().removed_at


@pytest.mark.parametrize("role", [Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE, Role.AUDITOR])
def test_who_does_not_lead_the_program_sees_no_outbox(client, role):
    user = somebody("Eve", role)
    client.force_login(user)
    for path in ("/notices/", "/notices/test/", "/notices/1/again/", "/notices/channels/1/remove/"):
        assert client.post(path).status_code == 403
    with pytest.raises(NotAllowed):
        add_channel(user.actor(), name="x", kind=ChannelKind.SLACK, address="https://x.org", box=box())


def test_the_page_costs_the_same_however_much_waits(client, django_assert_max_num_queries):
    client.force_login(somebody("Ada", Role.LEAD))
    with django_assert_max_num_queries(15) as first:
        client.get("/notices/")
    post_notices(HOUSE, [Draft(f"k{n}", "ada@example.org", "S", "T") for n in range(120)])
    with django_assert_max_num_queries(len(first)):
        client.get("/notices/")


def test_the_verb_makes_the_reminders_of_today_and_sends_what_waits():
    post_notices(HOUSE, [DRAFT])
    with mail_server() as mailbox:
        answer = CliRunner().invoke(app, ["send"])
    assert answer.stdout == "0 new; 1 delivered, 0 to be tried again, 0 given up.\n"
    assert answer.exit_code == 0
    assert len(mailbox.mails) == 1


def test_what_is_for_the_recipient_alone_is_in_the_mail_and_nowhere_else(client):
    secret = "https://attestry.example.org/in/abc-secret-def"
    draft = replace(DRAFT, private=secret)
    post_notices(HOUSE, [draft])
    made = Notice.objects.get()
    assert "abc-secret-def" not in " ".join(str(one) for one in (made.text, made.path, made.sealed))
    client.force_login(somebody("Lea", Role.ADMINISTRATOR))
    assert "abc-secret-def" not in client.get("/notices/").content.decode()
    with mail_server() as mailbox:
        assert send_due(HOUSE)["delivered"] == 1
    assert secret in mailbox.mails[0].get_payload(decode=True).decode()
    assert Notice.objects.get().sealed == ""
    assert "abc-secret-def" not in str(list(JournalEntry.objects.values()))


def test_the_outbox_is_sorted_searched_and_exported_with_no_formula(client):
    client.force_login(somebody("Ada", Role.ADMINISTRATOR))
    drafts = [replace(DRAFT, key=f"k{n}", subject=subject) for n, subject in enumerate(("B", "=A", "C"))]
    post_notices(HOUSE, drafts)
    assert column(client, "/notices/", "notice", sort="notice") == column(client, "/notices/", "notice")
    assert column(client, "/notices/", "notice", sort="-subject") == ["C", "B", "'=A"]
    assert column(client, "/notices/", "notice", q="C") == ["C"]
