"""Pages of questionnaires and of the library, driven as a person drives them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.accounts.rules import Role
from attestry.controls.queries.gaps import gaps_at
from attestry.customers.models import Customer
from attestry.effectiveness.tests.reading import said
from attestry.kit import clock
from attestry.people.queries.duties import duties_of
from attestry.policies.tests.world import a_user
from attestry.questionnaires.actions.answering import answer_question, assign_questions
from attestry.questionnaires.actions.sending import send_questionnaire
from attestry.questionnaires.models import AnswerVersion, Question, Questionnaire
from attestry.questionnaires.queries.library import answer_line
from attestry.questionnaires.tests.sheets import MFA, REST, caiq_like, opened, plain_csv, with_part
from attestry.questionnaires.tests.world import (
    NOW,
    a_colleague,
    a_customer,
    ada,
    answered,
    in_force,
    read_in,
    received,
    reviewed,
    written,
)

SCRIPT = "<script>alert(1)</script>"


def upload(data: bytes, name: str = "questions.xlsx", **more):
    return {
        "file": SimpleUploadedFile(name, data),
        "customer": a_customer().pk,
        "title": f"Review {SCRIPT}",
        "due_on": "2026-03-24",
        "owner": a_colleague().pk,
        "reviewer": a_colleague("Max").pk,
        **more,
    }


def columns(**more):
    """The form of the columns as a browser sends it for the CAIQ-like workbook."""
    sheet = {
        "is_read": "on",
        "heading_row": 2,
        "question": 2,
        "verdict": 3,
        "words": 5,
        "reference": 1,
        "section": 6,
    }
    none = dict.fromkeys(("question", "verdict", "words", "reference", "section"), 0) | {"heading_row": 1}
    typed = {f"sheet1-{name}": value for name, value in (sheet | more).items() if value != ""}
    return typed | {f"sheet{place}-{name}": value for place in (0, 2) for name, value in none.items()}


def test_a_questionnaire_goes_all_the_way_on_its_pages(lead, system):
    in_force(MFA, "Yes, by hardware keys.")
    answer = lead.post("/questionnaires/receive/", upload(caiq_like()))
    made = Questionnaire.objects.get()
    assert answer.headers["Location"] == f"/questionnaires/{made.pk}/columns/"
    page = said(lead.get(answer.headers["Location"]))
    assert "3 questions were found" in page
    assert "Consensus assessment (CAIQ-like)" in page
    assert "The file has hidden sheets" in page
    lead.post(f"/questionnaires/{made.pk}/columns/", {**columns(), "do": "read"})
    page = lead.get(f"/questionnaires/{made.pk}/").content.decode()
    assert SCRIPT not in page
    assert "Almost the same" in page
    first, second, third = made.questions.all()
    assert first.state == "open"
    best = first.suggestions.first()
    lead.post(f"/questionnaires/{made.pk}/together/", {"do": "take", "suggestion": best.pk})
    for one, do in ((second, "next"), (third, "keep")):
        answer = lead.post(
            f"/questionnaires/questions/{one.pk}/", {"verdict": "no", "words": SCRIPT, "do": do}
        )
    assert answer.headers["Location"] == f"/questionnaires/questions/{third.pk}/"
    assert "You wrote this answer yourself" in said(
        lead.post(
            f"/questionnaires/{made.pk}/together/", {"do": "review", "question": [first.pk]}, follow=True
        )
    )
    lead.force_login(a_user("Max"))
    lead.post(f"/questionnaires/questions/{first.pk}/return/", {"do": "return", "reason": "Since when?"})
    assert "returned the answer" in said(lead.get(f"/questionnaires/questions/{first.pk}/"))
    lead.force_login(a_user("Ada"))
    lead.post(
        f"/questionnaires/questions/{first.pk}/", {"verdict": "yes", "words": "Since 2024.", "do": "keep"}
    )
    lead.force_login(a_user("Max"))
    every = [one.pk for one in made.questions.all()]
    lead.post(f"/questionnaires/{made.pk}/together/", {"do": "review", "question": every})
    lead.post(f"/questionnaires/{made.pk}/send/")
    answer = lead.get(f"/questionnaires/{made.pk}/answered/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="answered-questions.xlsx"'
    sheet = opened(answer.content)["Assessment v4"]
    assert (sheet["C3"].value, sheet["E3"].value, sheet["E4"].value) == ("YES", "Since 2024.", SCRIPT)
    assert (
        opened(lead.get(f"/questionnaires/{made.pk}/received/").content)["Assessment v4"]["C3"].value is None
    )
    assert SCRIPT not in lead.get(f"/questionnaires/questions/{second.pk}/").content.decode()


def test_a_file_with_macros_is_refused_on_the_page_with_the_reason(lead):
    answer = lead.post("/questionnaires/receive/", upload(with_part(caiq_like(), "xl/vbaProject.bin", b"x")))
    assert answer.status_code == 422
    assert "holds a program (macros)" in said(answer)
    assert not Questionnaire.objects.exists()


def test_columns_that_were_not_recognized_are_pointed_at(lead, system):
    made = received(b"a;b\nnothing that is known;\nalso nothing here;\n", "a.csv")
    address = f"/questionnaires/{made.pk}/columns/"
    assert "Point at it below" in said(lead.get(address))
    typed = {"sheet0-is_read": "on", "sheet0-heading_row": 1, "sheet0-question": 1, "sheet0-words": 2}
    typed |= {f"sheet0-{name}": 0 for name in ("verdict", "reference", "section")}
    assert "2 questions were found" in said(lead.post(address, {**typed, "do": "show"}))
    assert lead.post(address, {**typed, "sheet0-words": 0, "do": "read"}).status_code == 422
    assert lead.post(address, {**typed, "sheet0-question": 77, "do": "read"}).status_code == 422
    assert lead.post(address, {**typed, "do": "read"}).status_code == 302
    assert made.questions.count() == 2


def test_an_answer_of_the_library_is_written_on_its_page_and_let_stand_by_another(lead, system):
    page = lead.get("/questionnaires/answers/new/?common=CQ-012").content.decode()
    assert "control:IAM-02" in page
    typed = {
        "question": SCRIPT,
        "verdict": "yes",
        "words": SCRIPT,
        "owner": a_colleague().pk,
        "review_on": "2026-12-01",
        "source": "Security team",
    }
    assert lead.post("/questionnaires/answers/new/", {**typed, "evidence": "NO-99"}).status_code == 422
    lead.post("/questionnaires/answers/new/?common=CQ-012", {**typed, "evidence": "IAM-02"})
    made = AnswerVersion.objects.get()
    assert (made.answer.common, made.evidence) == ("CQ-012", ["control:IAM-02"])
    address = f"/questionnaires/answers/{made.answer_id}/"
    assert "You wrote this answer yourself" in said(lead.post(f"{address}approve/", follow=True))
    lead.force_login(a_user("Max"))
    lead.post("/questionnaires/answers/approve/", {"answer": [made.answer_id]})
    assert answer_line(made.answer_id, NOW.date()).in_force is not None
    for page in (address, "/questionnaires/answers/", f"{address}edit/", "/questionnaires/answers/common/"):
        assert SCRIPT not in lead.get(page).content.decode()
    stale = lead.post(f"{address}edit/", {**typed, "seen": "0" * 64})
    assert (stale.status_code, "Somebody else changed" in said(stale)) == (422, True)
    lead.post(f"{address}retire/", {"reason": "Otherwise now."})
    assert "Retired 10 Mar 2026: Otherwise now." in said(lead.get(address))


def test_a_list_of_answers_is_seen_before_it_is_taken_in(lead, system):
    a_colleague()
    row = '"{}","Yes, =cmd()",yes,ada@example.org,2026-12-01,Security team,IAM-02\n'
    data = (
        "question,answer,verdict,owner_email,review_on,source,evidence\n" + row.format(MFA) + row.format(REST)
    ).encode()
    page = lead.post("/questionnaires/answers/import/", {"file": SimpleUploadedFile("a.csv", data)})
    typed = dict(re.findall(r'name="(plan|carried)" value="([^"]+)"', page.content.decode()))
    assert not AnswerVersion.objects.exists()
    lead.post("/questionnaires/answers/import/", typed)
    assert [one.state for one in AnswerVersion.objects.all()] == ["waiting", "waiting"]
    lead.post("/questionnaires/answers/import/", {"file": SimpleUploadedFile("a.csv", data), **typed})
    assert AnswerVersion.objects.count() == 2
    wrong = data.replace(b"IAM-02", b"NO-99", 1).replace(b"2026-12-01", b"2020-01-01")
    refused = lead.post("/questionnaires/answers/import/", {"file": SimpleUploadedFile("a.csv", wrong)})
    assert refused.status_code == 422
    assert "line 2" in said(refused)


@pytest.mark.parametrize(
    ("address", "starts"),
    [("/questionnaires/", "customer,title"), ("/questionnaires/answers/", "question,answer"),
     ("/questionnaires/answers/common/", "id,group")],
)  # fmt: skip
def test_each_list_is_sorted_searched_and_exported(lead, system, address, starts):
    in_force(MFA, "=1+1")
    read_in(title="=2+2")
    assert lead.get(f"{address}?q=zzzz&sort=-question&page=99999").status_code == 200
    file = b"".join(lead.get(f"{address}?format=csv").streaming_content).decode()
    assert file.startswith(starts)
    assert "\r\n=" not in file
    assert ",=" not in file


def test_the_grid_is_exported_with_every_question(lead, system):
    made = read_in()
    answer_question(ada(), made.questions.first(), words="=1+1")
    file = b"".join(
        lead.get(f"/questionnaires/{made.pk}/?format=csv&state=answered").streaming_content
    ).decode()
    assert (file.count("\r\n"), "'=1+1" in file) == (2, True)


def test_a_page_takes_as_many_queries_for_many_questions_as_for_few(
    lead, system, django_assert_max_num_queries
):
    for number in range(8):
        in_force(f"{MFA} {number}", evidence=("IAM-02",))
    rows = "".join(f'{number};"{MFA} {number}";\n' for number in range(120))
    few, many = read_in(plain_csv(), "a.csv"), read_in(f"#;Question;Answer\n{rows}".encode(), "b.csv")
    lead.get(f"/questionnaires/{few.pk}/")
    for made in (few, many):
        with django_assert_max_num_queries(18):
            assert lead.get(f"/questionnaires/{made.pk}/").status_code == 200


def test_an_employee_sees_nothing_of_it_and_an_owner_cannot_send(employee, client, system):
    made = read_in()
    question = made.questions.first()
    of_one = (f"{made.pk}/", f"questions/{question.pk}/", f"{made.pk}/received/")
    addresses = [f"/questionnaires/{one}" for one in ("", "answers/", "receive/", *of_one)]
    assert {employee.get(one).status_code for one in addresses} == {403}
    client.force_login(a_user("Olga", Role.OWNER))
    assert client.post(f"/questionnaires/{made.pk}/send/").status_code == 403
    assert client.get("/questionnaires/receive/").status_code == 403
    answer = client.post(f"/questionnaires/questions/{question.pk}/", {"words": "Yes.", "do": "keep"})
    assert answer.status_code == 302
    client.force_login(a_user("Rosa", Role.AUDITOR))
    assert client.get(f"/questionnaires/{made.pk}/").status_code == 200
    assert client.get(f"/questionnaires/{made.pk}/received/").status_code == 403
    assert client.post(f"/questionnaires/questions/{question.pk}/", {"words": "No."}).status_code == 403
    assert Question.objects.get(pk=question.pk).words == "Yes."


def test_what_is_owed_is_said_to_whom_it_is_owed(system):
    max_, olga = a_colleague("Max"), a_colleague("Olga")
    made = read_in(reviewer=max_)
    assign_questions(ada(), made, questions=(made.questions.first().pk,), person=olga)
    in_force(MFA, review_on=date(2026, 4, 1), owner=olga)
    assert "See to Acme: Security review" in {one.title for one in duties_of(a_colleague())}
    titles = {one.title for one in duties_of(olga)}
    assert "Answer 1 question of Acme: Security review" in titles
    assert any(one.startswith("Review the answer to:") for one in titles)
    assert not [one for one in duties_of(max_) if one.kind == "questionnaire"]
    answered(made)
    assert "Review the answers to Acme: Security review" in {one.title for one in duties_of(max_)}


def test_what_is_late_or_may_not_hold_is_a_gap(system):
    read_in()
    in_force(MFA, review_on=date(2026, 4, 1))
    written(REST, review_on=date(2026, 4, 1))
    later = NOW.replace(month=5)
    with clock.simulated(later):
        found = {one.key: one.title for one in gaps_at(later) if one.url.startswith("/questionnaires")}
    assert sorted(key.partition(":")[0] for key in found) == ["answer", "questionnaire"]
    assert "Acme waits for a questionnaire since 24 Mar 2026" in found.values()


def test_r8_customers_show_what_the_report_is_worth_and_which_questionnaires_were_answered(lead, system):
    made = read_in()
    customer = Customer.objects.get()
    lead.post(
        f"/customers/{customer.pk}/obligations/",
        {"clause": "A SOC 2 Type 2 report every year.", "report": "soc2_type2", "due_on": "2026-09-30"},
    )
    page = said(lead.get("/customers/"))
    assert "30 Sep 2026" in page
    assert "1 open questionnaire" in page
    answered(made)
    reviewed(made)
    send_questionnaire(ada(), made)
    assert "1 questionnaire answered" in said(lead.get("/customers/"))
    page = said(lead.get(f"/customers/{customer.pk}/"))
    assert "Security review" in page
    assert "3 questions answered" in page
