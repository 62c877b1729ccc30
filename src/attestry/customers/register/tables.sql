-- The register of customers, as it is sealed.

CREATE TABLE customers_obligation (
    obligation_id VARCHAR,
    customer VARCHAR,
    stage VARCHAR,
    contract VARCHAR,
    report VARCHAR,
    standing VARCHAR,
    standing_why VARCHAR,
    lapses_on DATE,
    planned_on DATE,
    due_on DATE,
    fulfilled_on DATE,
    next_review_on DATE,
    ended_on DATE,
    has_owner BOOLEAN,
    PRIMARY KEY (obligation_id)
);
COMMENT ON TABLE customers_obligation IS 'One clause of a customer''s contract, as kept in Attestry.';
COMMENT ON COLUMN customers_obligation.obligation_id IS 'The number that Attestry gave the clause, unique for ever.';
COMMENT ON COLUMN customers_obligation.customer IS 'Name of the customer or prospect.';
COMMENT ON COLUMN customers_obligation.stage IS 'prospect, customer or ended.';
COMMENT ON COLUMN customers_obligation.contract IS 'Which contract; empty: not given.';
COMMENT ON COLUMN customers_obligation.report IS 'The report asked for: soc2_type1, soc2_type2, soc3 or iso27001; NULL: something else.';
COMMENT ON COLUMN customers_obligation.standing IS 'How a report clause stood when it was read: met, lapses_soon, not_due, missing, modified or lapsed; NULL: no report is asked for.';
COMMENT ON COLUMN customers_obligation.standing_why IS 'Why it stood so; NULL: no report is asked for.';
COMMENT ON COLUMN customers_obligation.lapses_on IS 'First day on which the report that serves is too old; NULL: none serves, or it never is.';
COMMENT ON COLUMN customers_obligation.planned_on IS 'Day on which a planned report that would serve is hoped for; NULL: none is planned.';
COMMENT ON COLUMN customers_obligation.due_on IS 'Day from which the clause has to be fulfilled; NULL: from the beginning.';
COMMENT ON COLUMN customers_obligation.fulfilled_on IS 'Day on which something other than a report was done; NULL: it was not.';
COMMENT ON COLUMN customers_obligation.next_review_on IS 'Day by which somebody reads the clause again; NULL: none is set.';
COMMENT ON COLUMN customers_obligation.ended_on IS 'Day from which the contract no longer asks for it; NULL: it does.';
COMMENT ON COLUMN customers_obligation.has_owner IS 'Whether somebody is named who answers for it.';

CREATE TABLE customers_report (
    report_id VARCHAR,
    title VARCHAR,
    report VARCHAR,
    period_from DATE,
    period_until DATE,
    available_on DATE,
    opinion VARCHAR,
    deviations BIGINT,
    withdrawn_on DATE,
    PRIMARY KEY (report_id)
);
COMMENT ON TABLE customers_report IS 'One report on this organization, issued or planned, as kept in Attestry.';
COMMENT ON COLUMN customers_report.report_id IS 'The number that Attestry gave the report, unique for ever.';
COMMENT ON COLUMN customers_report.title IS 'Title.';
COMMENT ON COLUMN customers_report.report IS 'soc2_type1, soc2_type2, soc3 or iso27001.';
COMMENT ON COLUMN customers_report.period_from IS 'First day of the period; NULL: it speaks of one day.';
COMMENT ON COLUMN customers_report.period_until IS 'Last day of the period, or the day that it speaks of.';
COMMENT ON COLUMN customers_report.available_on IS 'Day on which it was issued, or is hoped for.';
COMMENT ON COLUMN customers_report.opinion IS 'unmodified, qualified, adverse or disclaimer; NULL: planned, nobody gave one.';
COMMENT ON COLUMN customers_report.deviations IS 'How many deviations it reports.';
COMMENT ON COLUMN customers_report.withdrawn_on IS 'Day from which nobody may rely on it; NULL: it stands.';
