-- The register of training, as it is sealed.

CREATE TABLE training_owed (
    owed_id VARCHAR,
    course VARCHAR,
    topic VARCHAR,
    person_name VARCHAR,
    person_email VARCHAR,
    started_on DATE,
    ended_on DATE,
    assigned_on DATE,
    days_to_finish BIGINT,
    repeat_days BIGINT,
    first_on DATE,
    last_on DATE,
    score BIGINT,
    version BIGINT,
    PRIMARY KEY (owed_id)
);
COMMENT ON TABLE training_owed IS 'One course that was asked of one person.';
COMMENT ON COLUMN training_owed.owed_id IS 'Short name of the course and mail address in one.';
COMMENT ON COLUMN training_owed.course IS 'Short name of the course.';
COMMENT ON COLUMN training_owed.topic IS 'What it is about, such as security or privacy.';
COMMENT ON COLUMN training_owed.person_name IS 'Full name.';
COMMENT ON COLUMN training_owed.person_email IS 'Work mail address.';
COMMENT ON COLUMN training_owed.started_on IS 'First working day.';
COMMENT ON COLUMN training_owed.ended_on IS 'Last working day; NULL: no end is set.';
COMMENT ON COLUMN training_owed.assigned_on IS 'Day since which it is asked of them.';
COMMENT ON COLUMN training_owed.days_to_finish IS 'Days within which it is finished the first time.';
COMMENT ON COLUMN training_owed.repeat_days IS 'Days after which it is owed again; NULL: once is enough.';
COMMENT ON COLUMN training_owed.first_on IS 'First day on which it was passed; NULL: never.';
COMMENT ON COLUMN training_owed.last_on IS 'Last day on which it was passed; NULL: never.';
COMMENT ON COLUMN training_owed.score IS 'Score of the last pass; NULL: none was given.';
COMMENT ON COLUMN training_owed.version IS 'Version of the content at the last pass; NULL: not known.';

CREATE TABLE training_campaign (
    campaign_id VARCHAR,
    name VARCHAR,
    ran_on DATE,
    sent_count BIGINT,
    clicked_count BIGINT,
    entered_count BIGINT,
    reported_count BIGINT,
    PRIMARY KEY (campaign_id)
);
COMMENT ON TABLE training_campaign IS 'One phishing campaign.';
COMMENT ON COLUMN training_campaign.campaign_id IS 'The number that Attestry gave the campaign.';
COMMENT ON COLUMN training_campaign.name IS 'What it is called.';
COMMENT ON COLUMN training_campaign.ran_on IS 'Day on which it was sent.';
COMMENT ON COLUMN training_campaign.sent_count IS 'How many people received it.';
COMMENT ON COLUMN training_campaign.clicked_count IS 'How many clicked.';
COMMENT ON COLUMN training_campaign.entered_count IS 'How many gave away what it asked for.';
COMMENT ON COLUMN training_campaign.reported_count IS 'How many reported it.';

CREATE TABLE training_attempt (
    attempt_id VARCHAR,
    course VARCHAR,
    version BIGINT,
    content_digest VARCHAR,
    person_email VARCHAR,
    attempted_at TIMESTAMP,
    score BIGINT,
    is_passed BOOLEAN,
    PRIMARY KEY (attempt_id)
);
COMMENT ON TABLE training_attempt IS 'One time that somebody answered the questions of a course, passed or not.';
COMMENT ON COLUMN training_attempt.attempt_id IS 'The number that Attestry gave the attempt.';
COMMENT ON COLUMN training_attempt.course IS 'Short name of the course.';
COMMENT ON COLUMN training_attempt.version IS 'Version of the content and its questions.';
COMMENT ON COLUMN training_attempt.content_digest IS 'SHA-256 of that version, its questions included.';
COMMENT ON COLUMN training_attempt.person_email IS 'Work mail address of who answered.';
COMMENT ON COLUMN training_attempt.attempted_at IS 'When the answers were handed in.';
COMMENT ON COLUMN training_attempt.score IS 'Share of the questions that were right, of 100.';
COMMENT ON COLUMN training_attempt.is_passed IS 'Whether it reached the score that was asked then.';
