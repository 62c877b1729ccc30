-- Who started after a course was asked of them, within the look-back, and stayed longer than the time they have.
WITH joiner AS (
    SELECT
        owed_id,
        COALESCE(person_name, person_email) || ': ' || course AS what,
        started_on,
        first_on,
        assigned_on,
        days_to_finish,
        date_diff('day', started_on, CAST($as_of AS DATE)) AS days_here,
        date_diff('day', started_on, first_on) AS days_taken
    FROM training_owed
    WHERE (
        started_on IS NULL
        OR (
            date_diff('day', started_on, CAST($as_of AS DATE)) BETWEEN 0 AND $look_back_days
            AND (assigned_on IS NULL OR assigned_on <= started_on)
        )
    )
    AND (ended_on IS NULL OR date_diff('day', started_on, ended_on) > COALESCE(days_to_finish, 0))
)
SELECT
    owed_id AS item_id,
    COALESCE(what, owed_id) AS item_name,
    CASE
        WHEN started_on IS NULL OR assigned_on IS NULL OR days_to_finish IS NULL THEN 'unknown'
        WHEN days_taken <= days_to_finish THEN 'pass'
        WHEN days_taken IS NULL AND days_here <= days_to_finish THEN 'not_applicable'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN started_on IS NULL THEN 'The first working day is not known.'
        WHEN assigned_on IS NULL THEN 'Since when the course is asked is not known.'
        WHEN days_to_finish IS NULL THEN 'How many days the course allows is not known.'
        WHEN days_taken IS NOT NULL
            THEN 'Finished on day ' || CAST(days_taken AS VARCHAR) || '; at most day '
                || CAST(days_to_finish AS VARCHAR) || ' is allowed.'
        ELSE 'Not finished on day ' || CAST(days_here AS VARCHAR) || '; at most day '
            || CAST(days_to_finish AS VARCHAR) || ' is allowed.'
    END AS reason,
    started_on,
    days_taken,
    days_here
FROM joiner
