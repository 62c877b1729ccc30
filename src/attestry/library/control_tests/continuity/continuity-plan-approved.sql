-- Plans that hold, for recovery and for incidents.
SELECT
    plan_id AS item_id,
    COALESCE(title, plan_id) AS item_name,
    CASE
        WHEN NOT is_written OR NOT is_approved THEN 'fail'
        WHEN is_written IS NULL OR is_approved IS NULL OR next_review_on IS NULL THEN 'unknown'
        WHEN next_review_on < CAST($as_of AS DATE) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN NOT is_written THEN 'It neither has a text nor says where one is kept.'
        WHEN NOT is_approved THEN 'Nobody approved it as it stands.'
        WHEN is_written IS NULL THEN 'Whether it is written is not known.'
        WHEN is_approved IS NULL THEN 'Whether it is approved is not known.'
        WHEN next_review_on IS NULL THEN 'By when it is reviewed again is not known.'
        WHEN next_review_on < CAST($as_of AS DATE)
            THEN 'It was to be reviewed by ' || CAST(next_review_on AS VARCHAR) || '.'
        ELSE 'Approved as it stands, and reviewed again by ' || CAST(next_review_on AS VARCHAR) || '.'
    END AS reason,
    kind,
    next_review_on
FROM continuity_plan
WHERE retired_on IS NULL OR retired_on > CAST($as_of AS DATE)
