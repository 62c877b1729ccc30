-- Decisions that take something away.
WITH item AS (
    SELECT
        item_id,
        COALESCE(account_id, item_id) || ' in ' || COALESCE(review, 'a review') AS what,
        decided_on,
        proved_on,
        proved_by_entry,
        date_diff('day', decided_on, COALESCE(proved_on, CAST($as_of AS DATE))) AS days_taken
    FROM access_reviews_item
    WHERE lower(decision) IN ('remove', 'change')
        AND COALESCE(date_diff('day', decided_on, CAST($as_of AS DATE)), 0) <= $look_back_days
)
SELECT
    item_id,
    what AS item_name,
    CASE
        WHEN days_taken IS NULL THEN 'unknown'
        WHEN days_taken > $days THEN 'fail'
        WHEN proved_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN days_taken IS NULL THEN 'The day of the decision is not known.'
        WHEN proved_on IS NULL
            THEN 'Decided ' || CAST(days_taken AS VARCHAR) || ' days ago, and no sealed list shows it done; '
                || 'at most ' || CAST($days AS VARCHAR) || ' days are allowed.'
        ELSE 'Shown done after ' || CAST(days_taken AS VARCHAR) || ' days by entry '
            || COALESCE(CAST(proved_by_entry AS VARCHAR), 'unknown') || '; at most '
            || CAST($days AS VARCHAR) || ' days are allowed.'
    END AS reason,
    decided_on,
    proved_on,
    days_taken
FROM item
