-- Changes that went live within the look-back, save emergencies, which have their own path.
WITH change AS (
    SELECT
        change_id,
        COALESCE(title, change_id) AS title,
        author,
        approved_by,
        approved_at,
        deployed_at
    FROM files_change_ticket
    WHERE date_diff('day', CAST(deployed_at AS DATE), CAST($as_of AS DATE)) BETWEEN 0 AND $look_back_days
        AND COALESCE(lower(kind), 'normal') <> 'emergency'
)
SELECT
    change_id AS item_id,
    title AS item_name,
    CASE
        WHEN approved_by IS NULL OR lower(approved_by) = lower(author) OR approved_at > deployed_at THEN 'fail'
        WHEN author IS NULL OR approved_at IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN approved_by IS NULL THEN 'Went live without an approval; written by ' || COALESCE(author, 'somebody') || '.'
        WHEN lower(approved_by) = lower(author) THEN approved_by || ' approved the own change.'
        WHEN approved_at > deployed_at
            THEN 'Went live on ' || CAST(deployed_at AS VARCHAR) || ', approved only on '
                || CAST(approved_at AS VARCHAR) || '.'
        WHEN author IS NULL THEN 'Who wrote it is not known.'
        WHEN approved_at IS NULL THEN 'When ' || approved_by || ' approved it is not known.'
        ELSE 'Written by ' || author || ', approved before by ' || approved_by || '.'
    END AS reason,
    author,
    approved_by,
    approved_at,
    deployed_at
FROM change
