-- Review lines that are decided or past their day.
WITH item AS (
    SELECT
        review_item_id,
        COALESCE(account_id, review_item_id) || ' in ' || COALESCE(review, 'a review') AS what,
        person_email,
        reviewer_email,
        due_on,
        decided_on,
        decision
    FROM files_access_review_item
    WHERE (decision IS NOT NULL OR due_on IS NULL OR due_on < CAST($as_of AS DATE))
        AND COALESCE(date_diff('day', COALESCE(due_on, decided_on), CAST($as_of AS DATE)), 0) <= $look_back_days
)
SELECT
    review_item_id AS item_id,
    what AS item_name,
    CASE
        WHEN decision IS NULL AND due_on IS NULL THEN 'unknown'
        WHEN decision IS NULL OR reviewer_email IS NULL THEN 'fail'
        WHEN lower(reviewer_email) = lower(person_email) OR decided_on > due_on THEN 'fail'
        WHEN person_email IS NULL OR due_on IS NULL OR decided_on IS NULL THEN 'unknown'
        WHEN lower(decision) NOT IN ('keep', 'change', 'remove') THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN decision IS NULL AND due_on IS NULL THEN 'Not decided, and by when it had to be is not known.'
        WHEN decision IS NULL THEN 'Not decided; it was due on ' || CAST(due_on AS VARCHAR) || '.'
        WHEN reviewer_email IS NULL THEN 'Decided by nobody who is named.'
        WHEN lower(reviewer_email) = lower(person_email) THEN reviewer_email || ' decided on the own access.'
        WHEN decided_on > due_on
            THEN 'Decided on ' || CAST(decided_on AS VARCHAR) || '; it was due on ' || CAST(due_on AS VARCHAR) || '.'
        WHEN person_email IS NULL THEN 'Whose account it is is not known.'
        WHEN due_on IS NULL OR decided_on IS NULL THEN 'The due day or the day of the decision is not known.'
        WHEN lower(decision) NOT IN ('keep', 'change', 'remove')
            THEN 'The decision, ' || decision || ', is none of keep, change and remove.'
        ELSE 'Decided by ' || reviewer_email || ' on ' || CAST(decided_on AS VARCHAR) || ', in time.'
    END AS reason,
    reviewer_email,
    due_on,
    decided_on,
    decision
FROM item
