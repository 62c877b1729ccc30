import pytest

from attestry.program.actions.closing import override_step
from attestry.program.tests.test_r75_closing import pass_over
from attestry.readiness.tests.samples import HOUSE, a_test_of, an_answer, begin, rate_all
from attestry.readiness.tests.test_r95_contracts_drive_the_type import a_clause
from attestry.reports.rules.disclaimer import DISCLAIMER
from attestry.reports.tests.test_readiness_report import asked_of, plain, read, set_report
from attestry.scope.rules.condition import Step
from attestry.ui.words import day_words


def page_of(system, *, is_sample=False):
    _, made = set_report(asked_of(system), kind="progress", is_sample=is_sample)
    pages = read(made).pages
    assert len(pages) == 1
    return plain(pages[0].extract_text())


def test_a_board_reads_where_the_program_is_and_what_stands_in_the_way_on_one_page(system):
    page = page_of(system)
    assert "We are at step 1 of 6: Decide the scope. 0 of 6 steps are closed." in page
    assert "Describe a service" in page
    assert all(step.label in page for step in Step)
    assert DISCLAIMER in page


def test_it_stays_one_page_and_names_every_override_however_long_the_words(system):
    begin(system)
    rate_all(system)
    an_answer(a_test_of("IAM-02"), failed=3)
    for step in Step:
        override_step(
            HOUSE, system, step, reason="Because it is so. " * 60, responsible=f"Noor Haddad {step.number}"
        )
    page = page_of(system, is_sample=True)
    assert "All six steps are closed." in page
    assert all(f"Noor Haddad {step.number} answers for it" in page for step in Step)
    assert "Step 6 was closed although" in page


@pytest.mark.parametrize("closed", [0, 1, 2, 3, 4, 5])
def test_it_is_one_page_at_every_step(system, closed):
    pass_over(system, *list(Step)[:closed])
    assert f"We are at step {closed + 1} of 6" in page_of(system)


def test_r8_the_board_reads_which_customer_waits_for_a_report_and_by_when(system):
    assert "No contract on record asks for a report." in page_of(system)
    due = a_clause().due_on
    assert f"Bramble Bank by {day_words(due)}: SOC 2 Type 2" in page_of(system)
