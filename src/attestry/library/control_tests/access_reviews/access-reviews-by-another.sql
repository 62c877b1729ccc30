-- Decisions on accounts that belong to somebody.
SELECT
    item_id,
    COALESCE(account_id, item_id) || ' in ' || COALESCE(review, 'a review') AS item_name,
    CASE
        WHEN decided_by_email IS NULL OR decided_on IS NULL THEN 'unknown'
        WHEN decision NOT IN ('keep', 'change', 'remove') THEN 'unknown'
        WHEN lower(decided_by_email) = lower(person_email) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN decided_by_email IS NULL OR decided_on IS NULL THEN 'Who decided, or when, is not known.'
        WHEN decision NOT IN ('keep', 'change', 'remove') THEN 'What was decided is not known.'
        WHEN lower(decided_by_email) = lower(person_email) THEN 'Its holder decided on it.'
        ELSE 'Somebody else than its holder decided.'
    END AS reason,
    decided_on
FROM access_reviews_item
WHERE decision IS NOT NULL
    AND person_email <> ''
    AND COALESCE(date_diff('day', decided_on, CAST($as_of AS DATE)), 0) <= $look_back_days
