-- Changes that went live within the look-back.
SELECT
    change_id AS item_id,
    COALESCE(title, change_id) AS item_name,
    CASE
        WHEN is_tested = FALSE OR COALESCE(trim(rollback_note), '') = '' THEN 'fail'
        WHEN is_tested IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_tested = FALSE THEN 'Went live though its tests had not passed.'
        WHEN COALESCE(trim(rollback_note), '') = '' THEN 'Went live without a note on how to undo it.'
        WHEN is_tested IS NULL THEN 'Whether its tests passed is not recorded.'
        ELSE 'Tested, and can be undone: ' || rollback_note || '.'
    END AS reason,
    is_tested,
    rollback_note,
    deployed_at
FROM files_change_ticket
WHERE date_diff('day', CAST(deployed_at AS DATE), CAST($as_of AS DATE)) BETWEEN 0 AND $look_back_days
