-- Recovery plans that hold; a plan for incidents is rehearsed, and no target is measured of it.
SELECT
    plan_id AS item_id,
    COALESCE(title, plan_id) AS item_name,
    CASE
        WHEN tested_on IS NULL OR date_diff('day', tested_on, CAST($as_of AS DATE)) > $days THEN 'fail'
        WHEN NOT is_whole OR recovery_minutes > rto_minutes OR loss_minutes > rpo_minutes THEN 'fail'
        WHEN is_whole AND recovery_minutes <= rto_minutes AND loss_minutes <= rpo_minutes THEN 'pass'
        ELSE 'unknown'
    END AS outcome,
    CASE
        WHEN tested_on IS NULL THEN 'It was never tested.'
        WHEN date_diff('day', tested_on, CAST($as_of AS DATE)) > $days
            THEN 'Last tested on ' || CAST(tested_on AS VARCHAR) || ', more than '
                || CAST($days AS VARCHAR) || ' days ago.'
        WHEN NOT is_whole THEN 'The data were not whole in the last test.'
        WHEN recovery_minutes > rto_minutes
            THEN 'Back after ' || CAST(recovery_minutes AS VARCHAR) || ' minutes; '
                || CAST(rto_minutes AS VARCHAR) || ' are the target.'
        WHEN loss_minutes > rpo_minutes
            THEN 'Lost ' || CAST(loss_minutes AS VARCHAR) || ' minutes of data; '
                || CAST(rpo_minutes AS VARCHAR) || ' are the target.'
        WHEN is_whole AND recovery_minutes <= rto_minutes AND loss_minutes <= rpo_minutes
            THEN 'Both targets were met on ' || CAST(tested_on AS VARCHAR) || '.'
        ELSE 'Not all of it was measured.'
    END AS reason,
    tested_on,
    recovery_minutes,
    loss_minutes
FROM continuity_plan
WHERE (retired_on IS NULL OR retired_on > CAST($as_of AS DATE)) AND (kind IS NULL OR kind <> 'response')
