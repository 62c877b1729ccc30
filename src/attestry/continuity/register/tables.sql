-- Recovery plans and capacity, as they are sealed.

CREATE TABLE continuity_plan (
    plan_id VARCHAR,
    title VARCHAR,
    kind VARCHAR,
    service VARCHAR,
    rto_minutes BIGINT,
    rpo_minutes BIGINT,
    is_written BOOLEAN,
    is_approved BOOLEAN,
    next_review_on DATE,
    tested_on DATE,
    recovery_minutes BIGINT,
    loss_minutes BIGINT,
    is_whole BOOLEAN,
    retired_on DATE,
    PRIMARY KEY (plan_id)
);
COMMENT ON TABLE continuity_plan IS 'One plan for recovery or for incidents and its last test, as kept in Attestry.';
COMMENT ON COLUMN continuity_plan.plan_id IS 'The number that Attestry gave the plan, unique for ever.';
COMMENT ON COLUMN continuity_plan.title IS 'Title.';
COMMENT ON COLUMN continuity_plan.kind IS 'recovery or response.';
COMMENT ON COLUMN continuity_plan.service IS 'The service that it brings back; NULL: not said.';
COMMENT ON COLUMN continuity_plan.rto_minutes IS 'Within how many minutes the service is back; NULL: a response plan has no targets.';
COMMENT ON COLUMN continuity_plan.rpo_minutes IS 'How many minutes of data may be lost; NULL: a response plan has no targets.';
COMMENT ON COLUMN continuity_plan.is_written IS 'Whether it has a text, or says where its document is kept.';
COMMENT ON COLUMN continuity_plan.is_approved IS 'Whether somebody approved it as it stands now.';
COMMENT ON COLUMN continuity_plan.next_review_on IS 'Day by which it is reviewed again; NULL: it was never approved.';
COMMENT ON COLUMN continuity_plan.tested_on IS 'Day of the last test; NULL: it was never tested.';
COMMENT ON COLUMN continuity_plan.recovery_minutes IS 'After how many minutes the service was back in that test; NULL: not measured.';
COMMENT ON COLUMN continuity_plan.loss_minutes IS 'How many minutes of data were lost in that test; NULL: not measured.';
COMMENT ON COLUMN continuity_plan.is_whole IS 'Whether the data were whole in that test; NULL: it was never tested.';
COMMENT ON COLUMN continuity_plan.retired_on IS 'Day from which the plan no longer holds; NULL: it does.';

CREATE TABLE continuity_capacity (
    forecast_id VARCHAR,
    service VARCHAR,
    made_on DATE,
    expected_peak DOUBLE,
    capacity DOUBLE,
    tested_on DATE,
    reached DOUBLE,
    ended_on DATE,
    PRIMARY KEY (forecast_id)
);
COMMENT ON TABLE continuity_capacity IS 'The latest forecast of one service and its last load test, as kept in Attestry.';
COMMENT ON COLUMN continuity_capacity.forecast_id IS 'The number that Attestry gave the forecast, unique for ever.';
COMMENT ON COLUMN continuity_capacity.service IS 'The service.';
COMMENT ON COLUMN continuity_capacity.made_on IS 'Day on which the forecast was made.';
COMMENT ON COLUMN continuity_capacity.expected_peak IS 'The peak that is expected.';
COMMENT ON COLUMN continuity_capacity.capacity IS 'What the service is said to carry when the forecast was made.';
COMMENT ON COLUMN continuity_capacity.tested_on IS 'Day of the last load test of the service; NULL: none.';
COMMENT ON COLUMN continuity_capacity.reached IS 'What was carried in that test, in the unit of the peak; NULL: none.';
COMMENT ON COLUMN continuity_capacity.ended_on IS 'Day from which the service is gone; NULL: it is not.';
