-- Accounts of reviews that were due within the look-back, or are due.
WITH item AS (
    SELECT
        item_id,
        COALESCE(account_id, item_id) || ' in ' || COALESCE(review, 'a review') AS what,
        due_on,
        decided_on,
        date_diff('day', due_on, COALESCE(decided_on, CAST($as_of AS DATE))) AS days_late
    FROM access_reviews_item
    WHERE COALESCE(date_diff('day', due_on, CAST($as_of AS DATE)), 0) <= $look_back_days
)
SELECT
    item_id,
    what AS item_name,
    CASE
        WHEN days_late IS NULL THEN 'unknown'
        WHEN days_late > 0 THEN 'fail'
        WHEN decided_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN days_late IS NULL THEN 'The day by which it is due is not known.'
        WHEN decided_on IS NULL AND days_late > 0
            THEN 'Undecided ' || CAST(days_late AS VARCHAR) || ' days after the day it was due.'
        WHEN decided_on IS NULL THEN 'Undecided; ' || CAST(-days_late AS VARCHAR) || ' days are left.'
        WHEN days_late > 0 THEN 'Decided ' || CAST(days_late AS VARCHAR) || ' days late.'
        ELSE 'Decided in time.'
    END AS reason,
    due_on,
    decided_on,
    days_late
FROM item
