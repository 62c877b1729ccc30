-- People who started within the look-back and stayed longer than the time they have.
WITH starter AS (
    SELECT worker_id, COALESCE(name, worker_id) AS name, lower(email) AS email, started_on
    FROM files_worker
    WHERE (
        started_on IS NULL
        OR date_diff('day', started_on, CAST($as_of AS DATE)) BETWEEN 0 AND $look_back_days
    )
    AND (ended_on IS NULL OR date_diff('day', started_on, ended_on) > $days)
),
trained AS (
    SELECT
        starter.worker_id,
        MAX(starter.name) AS name,
        starter.started_on,
        date_diff('day', starter.started_on, CAST($as_of AS DATE)) AS days_here,
        MIN(date_diff('day', starter.started_on, t.completed_on)) AS days_taken
    FROM starter
    LEFT JOIN files_training_completion AS t
        ON (t.worker_id = starter.worker_id OR lower(t.worker_email) = starter.email)
        AND lower(t.topic) LIKE '%security%'
        AND COALESCE(t.is_passed, TRUE)
        AND t.completed_on <= CAST($as_of AS DATE)
    GROUP BY starter.worker_id, starter.started_on
)
SELECT
    worker_id AS item_id,
    name AS item_name,
    CASE
        WHEN started_on IS NULL THEN 'unknown'
        WHEN days_taken <= $days THEN 'pass'
        WHEN days_taken IS NULL AND days_here <= $days THEN 'not_applicable'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN started_on IS NULL THEN 'The first working day is not known.'
        WHEN days_taken IS NOT NULL
            THEN 'Finished on day ' || CAST(days_taken AS VARCHAR) || '; at most day '
                || CAST($days AS VARCHAR) || ' is allowed.'
        ELSE 'Not finished on day ' || CAST(days_here AS VARCHAR) || '; at most day '
            || CAST($days AS VARCHAR) || ' is allowed.'
    END AS reason,
    started_on,
    days_taken,
    days_here
FROM trained
