-- The register of incidents, as it is sealed.

CREATE TABLE incidents_incident (
    incident_id VARCHAR,
    title VARCHAR,
    kind VARCHAR,
    severity VARCHAR,
    happened_at TIMESTAMP,
    detected_at TIMESTAMP,
    contained_at TIMESTAMP,
    resolved_at TIMESTAMP,
    closed_at TIMESTAMP,
    has_root_cause BOOLEAN,
    has_decision BOOLEAN,
    is_judged BOOLEAN,
    has_timeline BOOLEAN,
    lacks_customer_message BOOLEAN,
    reviewed_on DATE,
    steps_left BIGINT,
    PRIMARY KEY (incident_id)
);
COMMENT ON TABLE incidents_incident IS 'One incident, as kept in Attestry.';
COMMENT ON COLUMN incidents_incident.incident_id IS 'The number that Attestry gave the incident, unique for ever.';
COMMENT ON COLUMN incidents_incident.title IS 'What happened, in a few words.';
COMMENT ON COLUMN incidents_incident.kind IS 'security, credential_loss, availability, privacy, vendor or other.';
COMMENT ON COLUMN incidents_incident.severity IS 'critical, high, medium or low.';
COMMENT ON COLUMN incidents_incident.happened_at IS 'When it happened; NULL: not known.';
COMMENT ON COLUMN incidents_incident.detected_at IS 'When somebody noticed; every deadline counts from here.';
COMMENT ON COLUMN incidents_incident.contained_at IS 'From when it spread no further; NULL: not yet.';
COMMENT ON COLUMN incidents_incident.resolved_at IS 'From when the service was what it had been; NULL: not yet.';
COMMENT ON COLUMN incidents_incident.closed_at IS 'When it was closed; NULL: not yet.';
COMMENT ON COLUMN incidents_incident.has_root_cause IS 'Whether its root cause is written down.';
COMMENT ON COLUMN incidents_incident.has_decision IS 'Whether it is written down if others are told.';
COMMENT ON COLUMN incidents_incident.is_judged IS 'Whether it is judged if personal data, confidential data and customers were touched.';
COMMENT ON COLUMN incidents_incident.has_timeline IS 'Whether somebody told its course.';
COMMENT ON COLUMN incidents_incident.lacks_customer_message IS 'Whether it touched customers, or nobody judged that it did not, and none was told.';
COMMENT ON COLUMN incidents_incident.reviewed_on IS 'Day on which it was looked back on; NULL: it was not.';
COMMENT ON COLUMN incidents_incident.steps_left IS 'How many steps that may not be left out are not done.';

CREATE TABLE incidents_notice (
    notice_id VARCHAR,
    incident_id VARCHAR,
    incident VARCHAR,
    duty VARCHAR,
    audience VARCHAR,
    due_at TIMESTAMP,
    sent_at TIMESTAMP,
    PRIMARY KEY (notice_id)
);
COMMENT ON TABLE incidents_notice IS 'Somebody who has to be told of an incident, as kept in Attestry.';
COMMENT ON COLUMN incidents_notice.notice_id IS 'The number that Attestry gave the notice, unique for ever.';
COMMENT ON COLUMN incidents_notice.incident_id IS 'The incident that it is about.';
COMMENT ON COLUMN incidents_notice.incident IS 'Title of that incident.';
COMMENT ON COLUMN incidents_notice.duty IS 'The rule that asks for it, such as gdpr_authority or contract.';
COMMENT ON COLUMN incidents_notice.audience IS 'Who is told.';
COMMENT ON COLUMN incidents_notice.due_at IS 'By when.';
COMMENT ON COLUMN incidents_notice.sent_at IS 'When they were told; NULL: they were not.';

CREATE TABLE incidents_follow_up (
    follow_up_id VARCHAR,
    title VARCHAR,
    source VARCHAR,
    owner_email VARCHAR,
    due_on DATE,
    done_on DATE,
    PRIMARY KEY (follow_up_id)
);
COMMENT ON TABLE incidents_follow_up IS 'What an incident or an exercise taught to do, as kept in Attestry.';
COMMENT ON COLUMN incidents_follow_up.follow_up_id IS 'The number that Attestry gave it, unique for ever.';
COMMENT ON COLUMN incidents_follow_up.title IS 'What is to be done.';
COMMENT ON COLUMN incidents_follow_up.source IS 'Title of the incident or exercise that it comes from.';
COMMENT ON COLUMN incidents_follow_up.owner_email IS 'Who does it.';
COMMENT ON COLUMN incidents_follow_up.due_on IS 'By which day.';
COMMENT ON COLUMN incidents_follow_up.done_on IS 'Day on which it was done; NULL: it is not.';

CREATE TABLE incidents_exercise (
    exercise_id VARCHAR,
    title VARCHAR,
    form VARCHAR,
    held_on DATE,
    participant_count BIGINT,
    has_leadership BOOLEAN,
    is_last BOOLEAN,
    PRIMARY KEY (exercise_id)
);
COMMENT ON TABLE incidents_exercise IS 'One rehearsal of the response, as kept in Attestry.';
COMMENT ON COLUMN incidents_exercise.exercise_id IS 'The number that Attestry gave the exercise, unique for ever; none: no exercise was ever held.';
COMMENT ON COLUMN incidents_exercise.title IS 'Title.';
COMMENT ON COLUMN incidents_exercise.form IS 'tabletop, simulation or drill.';
COMMENT ON COLUMN incidents_exercise.held_on IS 'Day on which it was held; NULL: none was ever held.';
COMMENT ON COLUMN incidents_exercise.participant_count IS 'How many took part.';
COMMENT ON COLUMN incidents_exercise.has_leadership IS 'Whether leadership took part.';
COMMENT ON COLUMN incidents_exercise.is_last IS 'Whether no later one was held.';
