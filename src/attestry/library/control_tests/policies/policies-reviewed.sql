-- Policies and procedures in force.
SELECT
    policy_id AS item_id,
    COALESCE(title, policy_id) AS item_name,
    CASE
        WHEN next_review_on IS NULL THEN 'unknown'
        WHEN next_review_on < CAST($as_of AS DATE) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN next_review_on IS NULL THEN 'When its next review is due is not known.'
        WHEN next_review_on < CAST($as_of AS DATE)
            THEN 'Its review was due on ' || CAST(next_review_on AS VARCHAR) || '.'
        ELSE 'Its next review is due on ' || CAST(next_review_on AS VARCHAR) || '.'
    END AS reason,
    owner_email,
    reviewed_on,
    next_review_on
FROM policies_policy
WHERE version_in_force IS NOT NULL AND retired_on IS NULL
