-- The register of risks, as it is sealed.

CREATE TABLE risks_risk (
    risk_id VARCHAR,
    title VARCHAR,
    owner_email VARCHAR,
    identified_on DATE,
    analysed_on DATE,
    evaluated_on DATE,
    inherent_level VARCHAR,
    residual_level VARCHAR,
    treatment VARCHAR,
    has_plan BOOLEAN,
    control_count BIGINT,
    treatment_due_on DATE,
    treated_on DATE,
    review_on DATE,
    accepted_by VARCHAR,
    accepted_until DATE,
    retired_on DATE,
    PRIMARY KEY (risk_id)
);
COMMENT ON TABLE risks_risk IS 'One risk, as kept in Attestry.';
COMMENT ON COLUMN risks_risk.risk_id IS 'The number that Attestry gave the risk, unique for ever.';
COMMENT ON COLUMN risks_risk.title IS 'What may happen.';
COMMENT ON COLUMN risks_risk.owner_email IS 'Mail address of who answers for it.';
COMMENT ON COLUMN risks_risk.identified_on IS 'Day on which it was written down.';
COMMENT ON COLUMN risks_risk.analysed_on IS 'Day on which likelihood and impact were said; NULL: they were not.';
COMMENT ON COLUMN risks_risk.evaluated_on IS 'Day on which treatment and what remains were decided; NULL: they were not.';
COMMENT ON COLUMN risks_risk.inherent_level IS 'low, moderate, high or critical before treatment; NULL: not analysed.';
COMMENT ON COLUMN risks_risk.residual_level IS 'The same after treatment; NULL: not evaluated.';
COMMENT ON COLUMN risks_risk.treatment IS 'mitigate, avoid, transfer or accept; NULL: not decided.';
COMMENT ON COLUMN risks_risk.has_plan IS 'Whether somebody wrote what is done about it.';
COMMENT ON COLUMN risks_risk.control_count IS 'How many controls answer it.';
COMMENT ON COLUMN risks_risk.treatment_due_on IS 'Day by which what is planned about it is to be done; NULL: none is set.';
COMMENT ON COLUMN risks_risk.treated_on IS 'Day on which what is planned was done; NULL: it was not.';
COMMENT ON COLUMN risks_risk.review_on IS 'Day by which it is looked at again; NULL: none is set.';
COMMENT ON COLUMN risks_risk.accepted_by IS 'Mail address of who accepted what remains; NULL: nobody ever did.';
COMMENT ON COLUMN risks_risk.accepted_until IS 'Last day of the acceptance that ends last; NULL: nobody ever accepted.';
COMMENT ON COLUMN risks_risk.retired_on IS 'Day from which it counts as a risk no more; NULL: it does.';
