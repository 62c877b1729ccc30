-- People who work here and did so for longer than the time between two trainings.
WITH settled AS (
    SELECT worker_id, COALESCE(name, worker_id) AS name, lower(email) AS email, started_on
    FROM files_worker
    WHERE COALESCE(is_active, TRUE)
        AND (ended_on IS NULL OR ended_on >= CAST($as_of AS DATE))
        AND (started_on IS NULL OR date_diff('day', started_on, CAST($as_of AS DATE)) > $days)
),
trained AS (
    SELECT
        settled.worker_id,
        MAX(settled.name) AS name,
        settled.started_on,
        MAX(t.completed_on) AS last_on
    FROM settled
    LEFT JOIN files_training_completion AS t
        ON (t.worker_id = settled.worker_id OR lower(t.worker_email) = settled.email)
        AND lower(t.topic) LIKE '%security%'
        AND COALESCE(t.is_passed, TRUE)
        AND t.completed_on <= CAST($as_of AS DATE)
    GROUP BY settled.worker_id, settled.started_on
)
SELECT
    worker_id AS item_id,
    name AS item_name,
    CASE
        WHEN date_diff('day', last_on, CAST($as_of AS DATE)) <= $days THEN 'pass'
        WHEN started_on IS NULL THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN last_on IS NOT NULL
            THEN 'Last trained on ' || CAST(last_on AS VARCHAR) || '; at most ' || CAST($days AS VARCHAR)
                || ' days ago are allowed.'
        WHEN started_on IS NULL THEN 'Never trained, and the first working day is not known.'
        ELSE 'No finished security training is recorded; one every ' || CAST($days AS VARCHAR)
            || ' days is required.'
    END AS reason,
    started_on,
    last_on
FROM trained
