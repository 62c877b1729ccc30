-- The last exercise, or the row that says that none was ever held.
SELECT
    exercise_id AS item_id,
    COALESCE(title, exercise_id) AS item_name,
    CASE
        WHEN exercise_id = 'none' THEN 'fail'
        WHEN is_last IS NULL OR held_on IS NULL THEN 'unknown'
        WHEN date_diff('day', held_on, CAST($as_of AS DATE)) > $days THEN 'fail'
        WHEN has_leadership IS NULL THEN 'unknown'
        WHEN NOT has_leadership THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN exercise_id = 'none' THEN 'No exercise was ever held.'
        WHEN is_last IS NULL THEN 'Whether a later one was held is not known.'
        WHEN held_on IS NULL THEN 'When it was held is not known.'
        WHEN date_diff('day', held_on, CAST($as_of AS DATE)) > $days
            THEN 'The last one was on ' || CAST(held_on AS VARCHAR) || ', more than '
                || CAST($days AS VARCHAR) || ' days ago.'
        WHEN has_leadership IS NULL THEN 'Whether leadership took part is not known.'
        WHEN NOT has_leadership THEN 'Leadership did not take part.'
        ELSE 'Held with leadership on ' || CAST(held_on AS VARCHAR) || '.'
    END AS reason,
    held_on,
    has_leadership
FROM incidents_exercise
WHERE COALESCE(is_last, TRUE)
