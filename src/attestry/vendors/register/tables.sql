-- The register of vendors, as it is sealed.

CREATE TABLE vendors_vendor (
    vendor_id VARCHAR,
    name VARCHAR,
    tier VARCHAR,
    owner VARCHAR,
    method VARCHAR,
    started_on DATE,
    ended_on DATE,
    reviewed_on DATE,
    review_due_on DATE,
    report_kind VARCHAR,
    report_ends_on DATE,
    report_bridged_until DATE,
    PRIMARY KEY (vendor_id)
);
COMMENT ON TABLE vendors_vendor IS 'One vendor, as kept in Attestry.';
COMMENT ON COLUMN vendors_vendor.vendor_id IS 'The number that Attestry gave the vendor.';
COMMENT ON COLUMN vendors_vendor.name IS 'What it is called.';
COMMENT ON COLUMN vendors_vendor.tier IS 'critical, high, medium or low; follows from data, access and dependence.';
COMMENT ON COLUMN vendors_vendor.owner IS 'Mail address of who answers for the relation; NULL: nobody.';
COMMENT ON COLUMN vendors_vendor.method IS 'carve_out or inclusive for a subservice organization; NULL: it is none.';
COMMENT ON COLUMN vendors_vendor.started_on IS 'First day of the relation.';
COMMENT ON COLUMN vendors_vendor.ended_on IS 'Last day of the relation; NULL: it goes on.';
COMMENT ON COLUMN vendors_vendor.reviewed_on IS 'Day of the last assessment or signed review of a report; NULL: never.';
COMMENT ON COLUMN vendors_vendor.review_due_on IS 'Day by which it is to be reviewed; NULL: it need not be.';
COMMENT ON COLUMN vendors_vendor.report_kind IS 'Kind of its newest report, such as soc2_type2; NULL: none was received.';
COMMENT ON COLUMN vendors_vendor.report_ends_on IS 'Last day that its newest report speaks of; NULL: none was received.';
COMMENT ON COLUMN vendors_vendor.report_bridged_until IS 'Last day of the letter that bridges on from it; NULL: there is none.';

CREATE TABLE vendors_report (
    report_id VARCHAR,
    vendor VARCHAR,
    kind VARCHAR,
    opinion VARCHAR,
    ends_on DATE,
    recorded_on DATE,
    reviewed_on DATE,
    exceptions BIGINT,
    exceptions_open BIGINT,
    is_newest BOOLEAN,
    vendor_ended_on DATE,
    PRIMARY KEY (report_id)
);
COMMENT ON TABLE vendors_report IS 'One report on a vendor that was received.';
COMMENT ON COLUMN vendors_report.report_id IS 'The number that Attestry gave the report.';
COMMENT ON COLUMN vendors_report.vendor IS 'Name of the vendor.';
COMMENT ON COLUMN vendors_report.kind IS 'soc1_type1, soc1_type2, soc2_type1, soc2_type2, soc3 or iso27001.';
COMMENT ON COLUMN vendors_report.opinion IS 'unmodified, qualified, adverse or disclaimer.';
COMMENT ON COLUMN vendors_report.ends_on IS 'Last day that it speaks of.';
COMMENT ON COLUMN vendors_report.recorded_on IS 'Day on which it was written down here.';
COMMENT ON COLUMN vendors_report.reviewed_on IS 'Day on which its review was signed; NULL: not yet.';
COMMENT ON COLUMN vendors_report.exceptions IS 'How many exceptions its auditor reports.';
COMMENT ON COLUMN vendors_report.exceptions_open IS 'How many of them nobody assessed; NULL: not known.';
COMMENT ON COLUMN vendors_report.is_newest IS 'Whether it is its vendor''s newest one.';
COMMENT ON COLUMN vendors_report.vendor_ended_on IS 'Last day of the relation; NULL: it goes on.';

CREATE TABLE vendors_complementary (
    complementary_id VARCHAR,
    vendor VARCHAR,
    text VARCHAR,
    control VARCHAR,
    control_state VARCHAR,
    not_needed_because VARCHAR,
    recorded_on DATE,
    is_newest BOOLEAN,
    vendor_ended_on DATE,
    PRIMARY KEY (complementary_id)
);
COMMENT ON TABLE vendors_complementary IS 'One control that a vendor''s report expects of its customers.';
COMMENT ON COLUMN vendors_complementary.complementary_id IS 'The number that Attestry gave it.';
COMMENT ON COLUMN vendors_complementary.vendor IS 'Name of the vendor.';
COMMENT ON COLUMN vendors_complementary.text IS 'What is expected.';
COMMENT ON COLUMN vendors_complementary.control IS 'Id of the control of ours that meets it; NULL: none was named.';
COMMENT ON COLUMN vendors_complementary.control_state IS 'proposed, adopted, live or retired; NULL: no control, or its state is not known.';
COMMENT ON COLUMN vendors_complementary.not_needed_because IS 'Why none of ours has to meet it; NULL: nobody said so.';
COMMENT ON COLUMN vendors_complementary.recorded_on IS 'Day on which its report was written down here.';
COMMENT ON COLUMN vendors_complementary.is_newest IS 'Whether its report is its vendor''s newest one.';
COMMENT ON COLUMN vendors_complementary.vendor_ended_on IS 'Last day of the relation; NULL: it goes on.';
