-- Tasks that are closed.
SELECT
    task_id AS item_id,
    title AS item_name,
    CASE
        WHEN verified_by IS NULL OR evidence_count = 0 THEN 'fail'
        WHEN verified_at IS NULL OR closed_at IS NULL OR evidence_count IS NULL THEN 'unknown'
        WHEN verified_at > closed_at THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN verified_by IS NULL THEN 'It was closed and nobody verified the fix.'
        WHEN evidence_count = 0 THEN 'It was closed and nothing shows the fix.'
        WHEN verified_at IS NULL OR closed_at IS NULL OR evidence_count IS NULL
            THEN 'When it was verified or closed, or what shows the fix, is not known.'
        WHEN verified_at > closed_at THEN 'It was closed before the fix was verified.'
        ELSE 'Verified by ' || verified_by || ' before it was closed.'
    END AS reason,
    verified_by,
    verified_at,
    closed_at,
    evidence_count
FROM remediation_task
WHERE state = 'closed'
