import re

import pytest

from attestry.program.models import StepClosing
from attestry.program.tests.test_r75_closing import pass_over
from attestry.readiness.tests.samples import a_test_of, an_answer, rate_all
from attestry.scope.rules.condition import Step


def words(answer):
    return answer.content.decode()


def test_r75_the_page_says_where_one_is_the_one_next_thing_and_what_it_takes(lead, system):
    page = words(lead.get("/program/"))
    assert "Step 1 of 6" in page
    assert "Describe a service" in page
    assert "What it will take" in page
    pass_over(system, Step.SCOPE)
    page = words(lead.get("/program/"))
    assert "Step 2 of 6" in page
    assert "Begin an assessment" in page
    assert "about 33 to 66 hours by what is assumed" in page


def test_r75_closing_step_2_from_the_page_is_refused_with_the_list_and_overridden_with_reason_and_name(
    lead, system
):
    pass_over(system, Step.SCOPE)
    rate_all(system, but=("CC3.3",))
    page = words(lead.post("/program/readiness/close/", follow=True))
    assert "1 of 33 are not rated: CC3.3." in page
    page = words(lead.post("/program/readiness/override/", {"reason": "Urgent <b>now</b>."}, follow=True))
    assert "needs a name" in page
    assert "You wrote: “Urgent &lt;b&gt;now&lt;/b&gt;.”" in page
    told = {"reason": "Urgent <b>now</b>.", "responsible": "<i>Noor</i>"}
    page = words(lead.post("/program/readiness/override/", told, follow=True))
    assert "Closed by override" in page
    assert "&lt;i&gt;Noor&lt;/i&gt; answers for it: Urgent &lt;b&gt;now&lt;/b&gt;." in page
    assert "Every criterion in scope is rated" in page
    log = words(lead.get("/journal/?act=program.override_step"))
    (seq,) = re.findall(r'href="/journal/(\d+)/"', log.split("<tbody>")[1])[:1]
    entry = words(lead.get(f"/journal/{seq}/"))
    assert "Urgent" in entry
    assert "Noor" in entry
    page = words(lead.post("/program/readiness/reopen/", {"reason": "Carry on."}, follow=True))
    assert "is open again" in page
    assert StepClosing.objects.get(step="readiness").reopened_reason == "Carry on."


def test_a_step_that_is_none_is_not_found(lead):
    assert lead.post("/program/celebration/close/").status_code == 404


def test_who_only_reads_is_offered_no_closing(auditor):
    page = words(auditor.get("/program/"))
    assert "Step 1 of 6" in page
    assert "/close/" not in page
    assert "Close it all the same" not in page
    for verb in ("close", "override", "reopen"):
        assert auditor.post(f"/program/scope/{verb}/", {"reason": "x"}).status_code == 403


def test_the_page_costs_the_same_however_much_there_is(lead, system, django_assert_max_num_queries):
    rate_all(system)
    an_answer(a_test_of("IAM-01"), failed=1)
    lead.get("/program/")
    with django_assert_max_num_queries(150) as few:
        lead.get("/program/")
    for key in ("IAM-02", "IAM-03", "CHG-02"):
        an_answer(a_test_of(key), failed=2)
    pass_over(system, Step.SCOPE, Step.READINESS)
    with django_assert_max_num_queries(len(few)):
        lead.get("/program/")


@pytest.mark.parametrize("path", ["/program/"])
def test_the_menu_leads_to_the_program(lead, path):
    assert f'href="{path}"' in words(lead.get("/"))
