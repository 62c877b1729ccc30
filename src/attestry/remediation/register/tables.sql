-- The register of tasks, as it is sealed.

CREATE TABLE remediation_task (
    task_id VARCHAR,
    title VARCHAR,
    gap_kind VARCHAR,
    priority VARCHAR,
    state VARCHAR,
    owner_email VARCHAR,
    team VARCHAR,
    fixed_by VARCHAR,
    verified_by VARCHAR,
    accepted_by VARCHAR,
    accepted_until DATE,
    due_on DATE,
    opened_at TIMESTAMP,
    fixed_at TIMESTAMP,
    verified_at TIMESTAMP,
    closed_at TIMESTAMP,
    evidence_count BIGINT,
    PRIMARY KEY (task_id)
);
COMMENT ON TABLE remediation_task IS 'One task of remediation, as kept in Attestry.';
COMMENT ON COLUMN remediation_task.task_id IS 'The number that Attestry gave the task, unique for ever.';
COMMENT ON COLUMN remediation_task.title IS 'What is to be done.';
COMMENT ON COLUMN remediation_task.gap_kind IS 'missing, inadequate, not_operating, or other.';
COMMENT ON COLUMN remediation_task.priority IS 'blocker, high, medium or low.';
COMMENT ON COLUMN remediation_task.state IS 'open, in_progress, fixed, verified, closed or accepted.';
COMMENT ON COLUMN remediation_task.owner_email IS 'Mail address of the person who owns it; NULL: a team or nobody.';
COMMENT ON COLUMN remediation_task.team IS 'The team that owns it; NULL: a person or nobody.';
COMMENT ON COLUMN remediation_task.fixed_by IS 'Mail address of who said that it is fixed; NULL: nobody yet.';
COMMENT ON COLUMN remediation_task.verified_by IS 'Mail address of who verified the fix; NULL: nobody yet.';
COMMENT ON COLUMN remediation_task.accepted_by IS 'Mail address of who accepted the gap; NULL: nobody.';
COMMENT ON COLUMN remediation_task.accepted_until IS 'Until when the gap is accepted; NULL: it is not.';
COMMENT ON COLUMN remediation_task.due_on IS 'Deadline; NULL: none is set.';
COMMENT ON COLUMN remediation_task.opened_at IS 'When it was written down.';
COMMENT ON COLUMN remediation_task.fixed_at IS 'When it was said to be fixed; NULL: not yet.';
COMMENT ON COLUMN remediation_task.verified_at IS 'When the fix was verified; NULL: not yet.';
COMMENT ON COLUMN remediation_task.closed_at IS 'When it was closed or accepted; NULL: not yet.';
COMMENT ON COLUMN remediation_task.evidence_count IS 'How many entries of the ledger are named as showing the fix.';
