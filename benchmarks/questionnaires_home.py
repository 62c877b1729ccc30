"""A home with a library of answers and one large questionnaire, and what its pages and acts take.

    python benchmarks/questionnaires_home.py HOME [--answers 2000] [--questions 1000]

Makes the home unless it is there; prints one JSON object: the session's cookie, the pages, how many queries
each makes, and the seconds of processor time that reading, suggesting and filling in took.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

WHAT = (
    "access rights", "customer data", "backups", "encryption keys", "source code", "audit logs", "laptops",
    "subprocessors", "incidents", "firewall rules", "passwords", "production systems", "personal data",
    "vulnerabilities", "changes", "visitors", "media", "vendors", "recovery plans", "certificates",
)  # fmt: skip
DONE = (
    "reviewed", "encrypted", "tested", "approved", "recorded", "rotated", "monitored", "destroyed",
    "restored", "classified", "scanned", "isolated", "retained", "reported", "restricted", "inventoried",
)  # fmt: skip
WHEN = (
    "every quarter",
    "at least yearly",
    "before release",
    "by a second person",
    "within one day",
    "by policy",
)


def main() -> None:
    """Make the home, and say what there is to ask for and what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--answers", type=int, default=2000)
    parser.add_argument("--questions", type=int, default=1000)
    asked = parser.parse_args()
    os.environ.update(ATTESTRY_HOME=str(asked.home), DJANGO_SETTINGS_MODULE="attestry.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from attestry.accounts.models import User

    call_command("migrate", verbosity=0)
    spent = {} if User.objects.exists() else filled_in(asked)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email="ada@example.org"))
    pages = addresses()
    queries = {name: queries_of(client, path) for name, path in pages.items()}
    cookie = client.cookies["sessionid"].value
    print(json.dumps({"cookie": cookie, "pages": pages, "queries": queries, "spent": spent}))


def filled_in(asked: argparse.Namespace) -> dict[str, float]:
    """The library by rows, the questionnaire by its acts; the processor time of each act."""
    from attestry.controls.actions.adopting import adopt_all_for_scope
    from attestry.controls.tests.samples import load_library
    from attestry.kit import clock
    from attestry.policies.actions.syncing import sync_policy_templates
    from attestry.policies.tests.world import HOUSE, a_user, published
    from attestry.questionnaires.actions.receiving import lay_out, suggest_answers
    from attestry.questionnaires.models import Questionnaire
    from attestry.questionnaires.queries.filled import filled
    from attestry.questionnaires.tests.world import ada, received
    from attestry.scope.actions.setting_up import ensure_system

    load_library()
    sync_policy_templates(HOUSE)
    system = ensure_system(HOUSE, "Payroll")
    adopt_all_for_scope(HOUSE, system)
    for template in ("POL-06", "POL-07", "POL-08"):
        published(system, template)
    a_user("Ada")
    chance = random.Random(7)
    keep_answers(asked.answers, chance)
    due_on = clock.now().date() + timedelta(days=14)
    made = received(workbook(asked.questions, chance), due_on=due_on)
    spent = {
        "read": took(lambda: lay_out(ada(), made)),
        "suggest": took(lambda: suggest_answers(ada(), made)),
    }
    answer_half(made)
    one = Questionnaire.objects.get(pk=made.pk)
    return {**spent, "fill in": took(lambda: filled(one, list(one.questions.order_by("ordinal"))))}


def took(work: Any) -> float:
    """The seconds of processor time of one piece of work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def question(chance: random.Random) -> str:
    """One of some thousand questions that could be asked."""
    what, other = chance.sample(WHAT, 2)
    return (
        f"Are {what} {chance.choice(DONE)} {chance.choice(WHEN)}, and how are {other} {chance.choice(DONE)}?"
    )


def keep_answers(count: int, chance: random.Random) -> None:
    """Answers in force, each with a control."""
    from attestry.kit import clock
    from attestry.questionnaires.models import Answer, AnswerVersion
    from attestry.questionnaires.tests.world import a_colleague

    now, owner = clock.now(), a_colleague()
    answers = Answer.objects.bulk_create([Answer(recorded_at=now) for _ in range(count)])
    AnswerVersion.objects.bulk_create(
        AnswerVersion(
            answer=one, number=1, state="in_force", question=question(chance), words=question(chance) * 3,
            verdict="yes", owner=owner, source="Security", review_on=now.date() + timedelta(days=90),
            evidence=["control:IAM-02", "control:CRY-01"], digest=f"{one.pk:064x}", written_by="user:a",
            written_by_name="Ada", written_at=now, decided_by="user:b", decided_by_name="Max", decided_at=now,
        )
        for one in answers
    )  # fmt: skip


def workbook(count: int, chance: random.Random) -> bytes:
    """A workbook with so many questions."""
    from openpyxl import Workbook

    from attestry.questionnaires.tests.sheets import saved

    book = Workbook()
    book.active.append(["Ques Num", "Question/Request", "Response", "Additional Information", "Category"])
    for number in range(count):
        book.active.append(
            [f"A.{number + 1}", question(chance), None, None, WHAT[number * len(WHAT) // count]]
        )
    return saved(book)


def answer_half(made: Any) -> None:
    """Every other question answered, by rows."""
    from attestry.kit import clock

    for one in made.questions.filter(ordinal__lte=made.questions.count() // 2):
        one.state, one.verdict, one.words = "answered", "yes", "We do, as our policy says."
        one.answered_by, one.answered_by_name, one.answered_at = "user:a", "Ada", clock.now()
        one.evidence = ["control:IAM-02"]
        one.save()


def addresses() -> dict[str, str]:
    """The pages of this room by what they show."""
    from attestry.questionnaires.models import Question, Questionnaire

    one = Questionnaire.objects.get()
    last = Question.objects.filter(state="open").first()
    return {
        "questionnaires": "/questionnaires/",
        "one questionnaire": f"/questionnaires/{one.pk}/",
        "its last page": f"/questionnaires/{one.pk}/?page=20",
        "its columns": f"/questionnaires/{one.pk}/columns/",
        "one question": f"/questionnaires/questions/{last.pk if last else 1}/",
        "library of answers": "/questionnaires/answers/",
        "one answer": "/questionnaires/answers/1/",
        "common questions": "/questionnaires/answers/common/",
        "customers": "/customers/",
    }


def queries_of(client: Any, path: str) -> int:
    """How many queries a page makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(caught)


if __name__ == "__main__":
    main()
