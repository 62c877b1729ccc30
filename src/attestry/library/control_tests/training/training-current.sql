-- Courses asked of people who work here today.
WITH owed AS (
    SELECT
        owed_id,
        COALESCE(person_name, person_email) || ': ' || course AS what,
        last_on,
        repeat_days,
        started_on IS NULL OR assigned_on IS NULL OR days_to_finish IS NULL AS is_vague,
        CASE
            WHEN last_on IS NULL
                THEN date_diff(
                    'day',
                    CASE WHEN started_on > assigned_on THEN started_on ELSE assigned_on END,
                    CAST($as_of AS DATE)
                ) - days_to_finish
            ELSE date_diff('day', last_on, CAST($as_of AS DATE)) - repeat_days
        END AS days_over
    FROM training_owed
    WHERE (started_on IS NULL OR started_on <= CAST($as_of AS DATE))
        AND (ended_on IS NULL OR ended_on >= CAST($as_of AS DATE))
)
SELECT
    owed_id AS item_id,
    COALESCE(what, owed_id) AS item_name,
    CASE
        WHEN is_vague THEN 'unknown'
        WHEN last_on IS NOT NULL AND repeat_days IS NULL THEN 'pass'
        WHEN days_over IS NULL THEN 'unknown'
        WHEN days_over > 0 THEN 'fail'
        WHEN last_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_vague THEN 'Since when it is asked, or by when, is not known.'
        WHEN last_on IS NOT NULL AND repeat_days IS NULL THEN 'Finished; once is enough.'
        WHEN days_over IS NULL THEN 'By when it is owed is not known.'
        WHEN days_over > 0 THEN 'Overdue by ' || CAST(days_over AS VARCHAR) || ' days.'
        WHEN last_on IS NULL THEN 'Not finished; ' || CAST(-days_over AS VARCHAR) || ' days are left.'
        ELSE 'Finished; owed again in ' || CAST(-days_over AS VARCHAR) || ' days.'
    END AS reason,
    last_on,
    days_over
FROM owed
