"""Questions and answers on the record, what every reader sees of them, and requests for a bridge letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.disclosures.tests.reading import a_bound_grant
from attestry.engagements.tests.examination import NOW
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.notices.models import Notice
from attestry.people.models import Person
from attestry.readers.tests.visiting import a_reader
from attestry.reliance.actions.answering import answer_question
from attestry.reliance.actions.asking import MOST_A_DAY
from attestry.reliance.duties import duties
from attestry.reliance.models import ReaderAnswer, ReaderQuestion
from attestry.reliance.tests.relying import Reading, browser_of

ASKED = "Who reads the logs of production?"
ANSWERED = "The security team, each working day."


def the_answer(issued, **said):
    """The lead answers the one question on its page."""
    path = f"/reader-questions/{ReaderQuestion.objects.get().key}/"
    return browser_of(issued.scene.lead).post(path, {"words": ANSWERED, "published_as": "", **said})


@pytest.fixture
def beta(issued, reading) -> Reading:
    """A reader of another company."""
    reader = a_reader(issued, email="o@beta.example.com", name="Oz Beta", company="Beta")
    return Reading(a_bound_grant(issued, reader))


def test_a_reader_asks_management_answers_and_both_are_told(reading, issued):
    assert reading.asks(ASKED).status_code == 302
    assert Notice.objects.filter(recipient=issued.scene.lead.email, subject__icontains="asks about").exists()
    listed = browser_of(issued.scene.lead).get("/reader-questions/").content.decode()
    assert ASKED in listed
    assert "Waits" in listed
    assert the_answer(issued).status_code == 302
    assert Notice.objects.filter(recipient="rae@acme.example.com", subject__icontains="answered").exists()
    page = reading.page("questions/")
    assert ASKED in page
    assert ANSWERED in page


def test_an_answer_reaches_other_readers_only_published_and_never_says_who_asked(reading, beta, issued):
    reading.asks(ASKED)
    the_answer(issued)
    for words in (ASKED, ANSWERED):
        assert words not in beta.page("questions/")
    the_answer(issued, published_as="Who reads the logs?")
    page = beta.page("questions/")
    assert "Who reads the logs?" in page
    assert ANSWERED in page
    for words in (ASKED, "Rae", "Acme"):
        assert words not in page
    the_answer(issued, words="Nobody may say.")
    assert ANSWERED not in beta.page("questions/"), "the last answer counts, and it is not published"
    assert ReaderAnswer.objects.count() == 3


@pytest.mark.parametrize(
    "said", [{"published_as": "What Acme asked"}, {"published_as": "Asked", "words": "Rae Jones, we do."}]
)
def test_what_is_published_names_nobody_who_asked(reading, issued, said):
    reading.asks(ASKED)
    assert the_answer(issued, **said).status_code == 422
    assert not ReaderAnswer.objects.exists()


def test_a_question_is_bounded_in_length_and_number(reading, beta):
    for words in ("", "  ", "x" * 2001):
        assert reading.asks(words).status_code == 422
    for n in range(MOST_A_DAY):
        assert reading.asks(f"Question {n}?").status_code == 302
    assert reading.asks("One more?").status_code == 429
    assert beta.asks("Mine is the first?").status_code == 302
    with clock.simulated(NOW + timedelta(days=1, minutes=1)):
        assert Reading(reading.grant).asks("The next day?").status_code == 302


def test_hostile_words_are_shown_as_words_on_both_sides(reading, issued):
    bad = "<script>alert(1)</script>"
    reading.asks(bad)
    the_answer(issued, words=bad, published_as=bad)
    lead = browser_of(issued.scene.lead)
    one = lead.get(f"/reader-questions/{ReaderQuestion.objects.get().key}/").content.decode()
    for page in (reading.page("questions/"), lead.get("/reader-questions/").content.decode(), one):
        assert bad not in page
        assert "&lt;script&gt;alert(1)" in page
    reading.asks("=cmd()")
    assert "'=cmd()" in b"".join(lead.get("/reader-questions/?format=csv")).decode()


def test_one_request_for_a_letter_of_a_company_waits_at_a_time(reading, beta, issued):
    for _ in range(2):
        assert reading.browser.post(reading.path("letter/")).status_code == 302
    made = ReaderQuestion.objects.get()
    assert made.kind == "letter"
    assert "waits for an answer" in reading.page()
    page = browser_of(issued.scene.lead).get(f"/reader-questions/{made.key}/").content.decode()
    assert "None is signed for this report" in page
    assert the_answer(issued, published_as="Published?").status_code == 422
    the_answer(issued)
    reading.browser.post(reading.path("letter/"))
    beta.browser.post(beta.path("letter/"))
    assert ReaderQuestion.objects.count() == 3


def test_what_waits_is_a_duty_of_who_may_answer(reading, issued):
    lead = Person.objects.filter(user=issued.scene.lead).first() or Person(user=issued.scene.lead)
    assert list(duties(lead)) == []
    reading.asks()
    (owed,) = duties(lead)
    assert owed.title == "Answer 1 question of readers"
    assert owed.url == "/reader-questions/"
    assert list(duties(Person(user=somebody("Emil", Role.EMPLOYEE)))) == []
    the_answer(issued)
    assert list(duties(lead)) == []


def test_the_page_is_for_those_who_may_and_an_executive_reads_without_answering(reading, issued):
    reading.asks(ASKED)
    path = f"/reader-questions/{ReaderQuestion.objects.get().key}/"
    for user in (issued.scene.auditor, somebody("Olga", Role.OWNER), somebody("Emil", Role.EMPLOYEE)):
        for one in ("/reader-questions/", path):
            assert browser_of(user).get(one).status_code == 403
    head = browser_of(issued.scene.executive)
    assert "Answer</button>" not in head.get(path).content.decode()
    assert head.post(path, {"words": "Yes."}).status_code == 403
    guessed = "/reader-questions/00000000-0000-4000-8000-000000000000/"
    assert browser_of(issued.scene.lead).get(guessed).status_code == 404
    assert reading.browser.get(path).status_code == 302, "a reader is no user"
    with pytest.raises(NotAllowed):
        answer_question(reading.grant.reader.actor(), ReaderQuestion.objects.get(), words="Yes.")


def test_the_record_is_never_changed_and_the_journal_holds_no_word_of_it(reading, issued):
    reading.asks(ASKED)
    the_answer(issued)
    for table in ("reliance_readerquestion", "reliance_readeranswer"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    for words in (ASKED, ANSWERED):
        assert not JournalEntry.objects.filter(after__icontains=words).exists()


def test_long_lists_ask_as_many_queries_as_short_ones(reading, issued):
    lead = browser_of(issued.scene.lead)

    def asked() -> list[int]:
        counts = []
        for browser, path in ((lead, "/reader-questions/"), (reading.browser, reading.path("questions/"))):
            with CaptureQueriesContext(connection) as ran:
                assert browser.get(path).status_code == 200
            counts.append(len(ran))
        return counts

    reading.asks("First?")
    the_answer(issued, published_as="The first?")
    asked()
    short = asked()
    for n in range(8):
        reading.asks(f"Question {n}?")
    for one in ReaderQuestion.objects.filter(answers=None):
        answer_question(issued.scene.lead.actor(), one, words="Yes.", published_as=f"The {one.pk}th?")
    assert asked() == short
