-- Tasks whose fix was verified.
SELECT
    task_id AS item_id,
    title AS item_name,
    CASE
        WHEN verified_by IS NULL THEN 'unknown'
        WHEN lower(verified_by) = lower(owner_email) OR lower(verified_by) = lower(fixed_by) THEN 'fail'
        WHEN fixed_by IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN verified_by IS NULL THEN 'Who verified it is not known.'
        WHEN lower(verified_by) = lower(owner_email) THEN verified_by || ' owns the task and verified it.'
        WHEN lower(verified_by) = lower(fixed_by) THEN verified_by || ' fixed it and verified the own fix.'
        WHEN fixed_by IS NULL THEN 'Who fixed it is not known.'
        ELSE 'Fixed by ' || fixed_by || ', verified by ' || verified_by || '.'
    END AS reason,
    owner_email,
    fixed_by,
    verified_by
FROM remediation_task
WHERE state IN ('verified', 'closed')
