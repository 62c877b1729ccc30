-- People who started within the look-back, and the first day on which a screening was clear.
WITH starter AS (
    SELECT worker_id, COALESCE(name, worker_id) AS name, started_on
    FROM files_worker
    WHERE started_on IS NULL
        OR date_diff('day', started_on, CAST($as_of AS DATE)) BETWEEN 0 AND $look_back_days
),
screened AS (
    SELECT
        starter.worker_id,
        MAX(starter.name) AS name,
        starter.started_on,
        COUNT(c.check_id) AS check_count,
        MIN(CASE WHEN lower(c.result) = 'clear' THEN c.completed_on END) AS clear_on,
        SUM(CASE WHEN c.completed_on IS NOT NULL AND c.result IS NULL THEN 1 ELSE 0 END) AS unread_count
    FROM starter
    LEFT JOIN files_background_check AS c ON c.worker_id = starter.worker_id
    GROUP BY starter.worker_id, starter.started_on
)
SELECT
    worker_id AS item_id,
    name AS item_name,
    CASE
        WHEN started_on IS NULL THEN 'unknown'
        WHEN clear_on <= started_on THEN 'pass'
        WHEN unread_count > 0 THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN started_on IS NULL THEN 'The first working day is not known.'
        WHEN clear_on <= started_on
            THEN 'Clear on ' || CAST(clear_on AS VARCHAR) || ', first day ' || CAST(started_on AS VARCHAR) || '.'
        WHEN unread_count > 0 THEN 'A screening is finished, and its result is not known.'
        WHEN check_count = 0 THEN 'Started on ' || CAST(started_on AS VARCHAR) || ' without any screening.'
        WHEN clear_on IS NULL THEN 'Started on ' || CAST(started_on AS VARCHAR) || ' without a clear result.'
        ELSE 'Clear only on ' || CAST(clear_on AS VARCHAR) || ', after the first day, '
            || CAST(started_on AS VARCHAR) || '.'
    END AS reason,
    started_on,
    clear_on,
    check_count
FROM screened
