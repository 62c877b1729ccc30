-- Changes that went live as emergencies, or whose kind is not known, within the look-back.
WITH change AS (
    SELECT
        change_id,
        COALESCE(title, change_id) AS title,
        kind,
        author,
        approved_by,
        reviewed_on,
        date_diff('day', CAST(deployed_at AS DATE), COALESCE(reviewed_on, CAST($as_of AS DATE))) AS days_taken
    FROM files_change_ticket
    WHERE date_diff('day', CAST(deployed_at AS DATE), CAST($as_of AS DATE)) BETWEEN 0 AND $look_back_days
        AND COALESCE(lower(kind), 'emergency') = 'emergency'
)
SELECT
    change_id AS item_id,
    title AS item_name,
    CASE
        WHEN kind IS NULL THEN 'unknown'
        WHEN approved_by IS NULL OR lower(approved_by) = lower(author) OR days_taken > $days THEN 'fail'
        WHEN author IS NULL THEN 'unknown'
        WHEN reviewed_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN kind IS NULL THEN 'Whether it was an emergency is not known.'
        WHEN approved_by IS NULL THEN 'Went live without a named approver.'
        WHEN lower(approved_by) = lower(author) THEN approved_by || ' approved the own change.'
        WHEN author IS NULL AND days_taken <= $days THEN 'Who wrote it is not known.'
        WHEN reviewed_on IS NULL
            THEN 'Not looked at ' || CAST(days_taken AS VARCHAR) || ' days after it went live; at most '
                || CAST($days AS VARCHAR) || ' are allowed.'
        ELSE 'Looked at ' || CAST(days_taken AS VARCHAR) || ' days after it went live; at most '
            || CAST($days AS VARCHAR) || ' are allowed.'
    END AS reason,
    author,
    approved_by,
    reviewed_on,
    days_taken
FROM change
