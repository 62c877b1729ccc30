-- Tasks that are not fixed yet.
SELECT
    task_id AS item_id,
    title AS item_name,
    CASE
        WHEN due_on IS NULL THEN 'unknown'
        WHEN date_diff('day', due_on, CAST($as_of AS DATE)) > $grace_days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN due_on IS NULL THEN 'It has no deadline, so whether it is late cannot be told.'
        WHEN date_diff('day', due_on, CAST($as_of AS DATE)) > $grace_days
            THEN 'It was due on ' || CAST(due_on AS VARCHAR) || ' and is not fixed.'
        ELSE 'It is due on ' || CAST(due_on AS VARCHAR) || '.'
    END AS reason,
    state,
    due_on,
    owner_email,
    team
FROM remediation_task
WHERE state IN ('open', 'in_progress')
