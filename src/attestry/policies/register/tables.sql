-- The register of policies, as it is sealed.

CREATE TABLE policies_policy (
    policy_id VARCHAR,
    title VARCHAR,
    kind VARCHAR,
    owner_email VARCHAR,
    review_months BIGINT,
    next_review_on DATE,
    reviewed_on DATE,
    version_in_force VARCHAR,
    retired_on DATE,
    PRIMARY KEY (policy_id)
);
COMMENT ON TABLE policies_policy IS 'One policy or procedure, in force, being written or retired.';
COMMENT ON COLUMN policies_policy.policy_id IS 'The number that Attestry gave the policy, unique for ever.';
COMMENT ON COLUMN policies_policy.title IS 'Title.';
COMMENT ON COLUMN policies_policy.kind IS 'policy or procedure.';
COMMENT ON COLUMN policies_policy.owner_email IS 'Mail address of the person who keeps it; NULL: nobody.';
COMMENT ON COLUMN policies_policy.review_months IS 'Months from one review to the next.';
COMMENT ON COLUMN policies_policy.next_review_on IS 'Last day of the next review; NULL: never published.';
COMMENT ON COLUMN policies_policy.reviewed_on IS 'Day of the last review apart from publishing; NULL: none.';
COMMENT ON COLUMN policies_policy.version_in_force IS 'The version that is published; NULL: none.';
COMMENT ON COLUMN policies_policy.retired_on IS 'Day on which it was taken out of force; NULL: it was not.';

CREATE TABLE policies_version (
    version_id VARCHAR,
    policy_id VARCHAR,
    policy VARCHAR,
    number BIGINT,
    state VARCHAR,
    digest VARCHAR,
    writers VARCHAR,
    written_at TIMESTAMP,
    submitted_at TIMESTAMP,
    published_at TIMESTAMP,
    effective_on DATE,
    superseded_at TIMESTAMP,
    missing_clauses BIGINT,
    has_exception BOOLEAN,
    PRIMARY KEY (version_id)
);
COMMENT ON TABLE policies_version IS 'One version of a policy''s text.';
COMMENT ON COLUMN policies_version.version_id IS 'The number that Attestry gave the version, unique for ever.';
COMMENT ON COLUMN policies_version.policy_id IS 'The policy that it is a version of.';
COMMENT ON COLUMN policies_version.policy IS 'Title of the policy.';
COMMENT ON COLUMN policies_version.number IS 'Number of the version, from 1.';
COMMENT ON COLUMN policies_version.state IS 'draft, in_review, approved, published or superseded.';
COMMENT ON COLUMN policies_version.digest IS 'SHA-256 of the text''s UTF-8 bytes as they stand now, reckoned when read.';
COMMENT ON COLUMN policies_version.writers IS 'Names of all who wrote in it, with commas between.';
COMMENT ON COLUMN policies_version.written_at IS 'When the text was last changed.';
COMMENT ON COLUMN policies_version.submitted_at IS 'When approval was asked for; NULL: it was not.';
COMMENT ON COLUMN policies_version.published_at IS 'When it was published; NULL: it was not.';
COMMENT ON COLUMN policies_version.effective_on IS 'First day on which it holds; NULL: not published.';
COMMENT ON COLUMN policies_version.superseded_at IS 'When a later version took its place; NULL: none did.';
COMMENT ON COLUMN policies_version.missing_clauses IS 'How many clauses that its templates ask for are not in the text.';
COMMENT ON COLUMN policies_version.has_exception IS 'Whether it was published with a reason for what is missing.';

CREATE TABLE policies_approval (
    approval_id VARCHAR,
    version_id VARCHAR,
    digest VARCHAR,
    decision VARCHAR,
    decided_by VARCHAR,
    is_writer BOOLEAN,
    decided_at TIMESTAMP,
    PRIMARY KEY (approval_id)
);
COMMENT ON TABLE policies_approval IS 'One decision about one digest of a version.';
COMMENT ON COLUMN policies_approval.approval_id IS 'The number that Attestry gave the decision, unique for ever.';
COMMENT ON COLUMN policies_approval.version_id IS 'The version that was decided about.';
COMMENT ON COLUMN policies_approval.digest IS 'SHA-256 of the text that was decided about.';
COMMENT ON COLUMN policies_approval.decision IS 'approved or returned.';
COMMENT ON COLUMN policies_approval.decided_by IS 'Name of whoever decided.';
COMMENT ON COLUMN policies_approval.is_writer IS 'Whether they had written in the version.';
COMMENT ON COLUMN policies_approval.decided_at IS 'When they decided.';

CREATE TABLE policies_acknowledgement (
    acknowledgement_id VARCHAR,
    version_id VARCHAR,
    person_id VARCHAR,
    person_email VARCHAR,
    digest VARCHAR,
    acknowledged_at TIMESTAMP,
    PRIMARY KEY (acknowledgement_id)
);
COMMENT ON TABLE policies_acknowledgement IS 'One person''s word, once, that they read one version.';
COMMENT ON COLUMN policies_acknowledgement.acknowledgement_id IS 'The number that Attestry gave it, unique for ever.';
COMMENT ON COLUMN policies_acknowledgement.version_id IS 'The version that was read.';
COMMENT ON COLUMN policies_acknowledgement.person_id IS 'The person, as in people_person.';
COMMENT ON COLUMN policies_acknowledgement.person_email IS 'Mail address of the person.';
COMMENT ON COLUMN policies_acknowledgement.digest IS 'SHA-256 of the text that was read.';
COMMENT ON COLUMN policies_acknowledgement.acknowledged_at IS 'When the person said so.';

CREATE TABLE policies_duty (
    duty_id VARCHAR,
    version_id VARCHAR,
    policy VARCHAR,
    person_id VARCHAR,
    person_email VARCHAR,
    person_ended_on DATE,
    asked_on DATE,
    due_on DATE,
    is_once BOOLEAN,
    acknowledged_on DATE,
    PRIMARY KEY (duty_id)
);
COMMENT ON TABLE policies_duty IS 'What somebody who works here is asked for: to acknowledge one version in force.';
COMMENT ON COLUMN policies_duty.duty_id IS 'Version and person, with a hyphen between.';
COMMENT ON COLUMN policies_duty.version_id IS 'The version in force.';
COMMENT ON COLUMN policies_duty.policy IS 'Title of the policy, and the number of the version.';
COMMENT ON COLUMN policies_duty.person_id IS 'The person, as in people_person.';
COMMENT ON COLUMN policies_duty.person_email IS 'Mail address of the person.';
COMMENT ON COLUMN policies_duty.person_ended_on IS 'The person''s last day, which may lie ahead; NULL: no end is set.';
COMMENT ON COLUMN policies_duty.asked_on IS 'The later of the first day on which the version holds and the person''s first day.';
COMMENT ON COLUMN policies_duty.due_on IS 'Last day on which to acknowledge it for the first time.';
COMMENT ON COLUMN policies_duty.is_once IS 'Whether once for each version is enough; else it has to be said again.';
COMMENT ON COLUMN policies_duty.acknowledged_on IS 'Day of the person''s last acknowledgement of this version; NULL: none.';
