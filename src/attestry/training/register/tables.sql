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
