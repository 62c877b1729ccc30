-- Data stores that promise backups, with their trials within the time.
WITH trial AS (
    SELECT
        s.store_id,
        MAX(COALESCE(s.title, s.store_id)) AS title,
        s.recovery_time_minutes,
        MAX(CASE WHEN t.is_successful THEN t.tested_on END) AS last_good_on,
        MIN(CASE WHEN t.is_successful THEN t.duration_minutes END) AS best_minutes,
        SUM(
            CASE
                WHEN t.is_successful IS NULL AND t.tested_on IS NOT NULL THEN 1
                WHEN t.is_successful AND t.duration_minutes IS NULL AND s.recovery_time_minutes IS NOT NULL THEN 1
                ELSE 0
            END
        ) AS unread_count
    FROM files_data_store AS s
    LEFT JOIN files_restore_test AS t
        ON t.store_id = s.store_id
        AND date_diff('day', t.tested_on, CAST($as_of AS DATE)) BETWEEN 0 AND $days
    WHERE s.backup_every_hours > 0 AND (s.retired_on IS NULL OR s.retired_on > CAST($as_of AS DATE))
    GROUP BY s.store_id, s.recovery_time_minutes
),
judged AS (
    SELECT
        store_id,
        title,
        recovery_time_minutes,
        last_good_on,
        best_minutes,
        CASE
            WHEN last_good_on IS NOT NULL
                AND (recovery_time_minutes IS NULL OR best_minutes <= recovery_time_minutes) THEN 'pass'
            WHEN unread_count > 0 THEN 'unknown'
            ELSE 'fail'
        END AS outcome
    FROM trial
)
SELECT
    store_id AS item_id,
    title AS item_name,
    outcome,
    CASE
        WHEN outcome = 'unknown' THEN 'A trial is recorded, and its outcome or its time is not known.'
        WHEN last_good_on IS NULL
            THEN 'No good trial within ' || CAST($days AS VARCHAR) || ' days; one is required.'
        WHEN best_minutes > recovery_time_minutes
            THEN 'The quickest trial took ' || CAST(best_minutes AS VARCHAR) || ' minutes; '
                || CAST(recovery_time_minutes AS VARCHAR) || ' are promised.'
        ELSE 'Restored in a trial on ' || CAST(last_good_on AS VARCHAR) || '.'
    END AS reason,
    recovery_time_minutes,
    last_good_on,
    best_minutes
FROM judged
