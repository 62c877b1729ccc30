from datetime import timedelta

from attestry.customers.actions.customers import add_customer
from attestry.customers.actions.obligations import add_obligation, end_obligation
from attestry.customers.actions.reports import record_report
from attestry.customers.rules.report import Opinion, Report
from attestry.kit import clock
from attestry.readiness.actions.planning import keep_answers
from attestry.readiness.queries.report_plan import report_plan
from attestry.readiness.rules.report_type import Answers, Asked, LastReport, ReportType
from attestry.readiness.tests.samples import HOUSE


def a_clause(name="Bramble Bank", report=Report.SOC2_TYPE2):
    customer = add_customer(HOUSE, name=name)
    return add_obligation(
        HOUSE,
        customer,
        clause="Provider hands over a <b>SOC 2 Type 2</b> report within 12 months.",
        contract="MSA 2026",
        report=report,
        due_on=clock.now().date() + timedelta(days=365),
    )


def advice(system):
    return report_plan(system, at=clock.now()).advice


def test_r95_a_clause_that_asks_for_a_type_2_changes_the_recommendation_and_is_cited(lead, system):
    keep_answers(HOUSE, system, Answers(LastReport.NONE, None, Asked.UNKNOWN, "", None))
    assert advice(system).type is ReportType.TYPE_1
    clause = a_clause()
    assert advice(system).type is ReportType.TYPE_2
    page = lead.get("/report-type/").content.decode()
    assert "1 contract on record asks for a Type 2: Bramble Bank, MSA 2026" in page
    assert "Provider hands over a &lt;b&gt;SOC 2 Type 2&lt;/b&gt; report within 12 months." in page
    end_obligation(HOUSE, clause, reason="The contract was changed.")
    assert advice(system).type is ReportType.TYPE_1


def test_a_clause_that_asks_for_a_type_1_leaves_the_recommendation_as_it_is(system):
    keep_answers(HOUSE, system, Answers(LastReport.NONE, None, Asked.NO, "", None))
    a_clause(report=Report.SOC2_TYPE1)
    assert advice(system).type is ReportType.TYPE_1


def test_a_clause_alone_recommends_before_anybody_answered(lead, system):
    assert advice(system) is None
    a_clause()
    assert advice(system).type is ReportType.TYPE_2
    assert "nobody has answered yet" in lead.get("/report-type/").content.decode()


def test_a_report_on_record_goes_before_older_answers(lead, system):
    keep_answers(HOUSE, system, Answers(LastReport.NONE, None, Asked.NO, "", None))
    today = clock.now().date()
    days = {"period_until": today - timedelta(days=40), "available_on": today - timedelta(days=9)}
    record_report(HOUSE, title="First <i>report</i>", report=Report.SOC2_TYPE1, **days)
    assert advice(system).type is ReportType.TYPE_1, "planned is not issued"
    record_report(
        HOUSE, title="First <i>report</i>", report=Report.SOC2_TYPE1, opinion=Opinion.UNMODIFIED, **days
    )
    found = report_plan(system, at=clock.now())
    assert (found.advice.type, found.answers.last_report) == (ReportType.TYPE_2, LastReport.TYPE_1)
    assert "It is a renewal" in found.advice.reasons[0]
    page = lead.get("/report-type/").content.decode()
    assert "“First &lt;i&gt;report&lt;/i&gt;” speaks of days until" in page
    newer = Answers(LastReport.TYPE_1, today - timedelta(days=40), Asked.NO, "", None)
    keep_answers(HOUSE, system, newer)
    assert report_plan(system, at=clock.now()).issued is None
