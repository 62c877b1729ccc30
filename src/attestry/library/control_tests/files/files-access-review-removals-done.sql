-- Decisions that take something away.
WITH item AS (
    SELECT
        review_item_id,
        COALESCE(account_id, review_item_id) || ' in ' || COALESCE(review, 'a review') AS what,
        decided_on,
        done_on,
        date_diff('day', decided_on, COALESCE(done_on, CAST($as_of AS DATE))) AS days_taken
    FROM files_access_review_item
    WHERE lower(decision) IN ('remove', 'change')
        AND COALESCE(date_diff('day', decided_on, CAST($as_of AS DATE)), 0) <= $look_back_days
)
SELECT
    review_item_id AS item_id,
    what AS item_name,
    CASE
        WHEN days_taken IS NULL THEN 'unknown'
        WHEN days_taken > $days THEN 'fail'
        WHEN done_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN days_taken IS NULL THEN 'The day of the decision is not known.'
        WHEN done_on IS NULL
            THEN 'Decided ' || CAST(days_taken AS VARCHAR) || ' days ago and not done; at most '
                || CAST($days AS VARCHAR) || ' days are allowed.'
        ELSE 'Done after ' || CAST(days_taken AS VARCHAR) || ' days; at most '
            || CAST($days AS VARCHAR) || ' are allowed.'
    END AS reason,
    decided_on,
    done_on,
    days_taken
FROM item
