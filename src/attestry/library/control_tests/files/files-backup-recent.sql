-- Data stores that promise backups, with the last good run and the last run of unknown outcome.
WITH store AS (
    SELECT
        s.store_id,
        MAX(COALESCE(s.title, s.store_id)) AS title,
        s.backup_every_hours,
        MAX(CASE WHEN r.is_successful THEN r.finished_at END) AS last_good_at,
        MAX(CASE WHEN r.run_id IS NOT NULL AND r.is_successful IS NULL THEN r.finished_at END) AS last_unread_at
    FROM files_data_store AS s
    LEFT JOIN files_backup_run AS r ON r.store_id = s.store_id AND r.finished_at <= $as_of
    WHERE s.backup_every_hours IS NOT NULL AND (s.retired_on IS NULL OR s.retired_on > CAST($as_of AS DATE))
    GROUP BY s.store_id, s.backup_every_hours
),
aged AS (
    SELECT
        store_id,
        title,
        backup_every_hours,
        last_good_at,
        date_diff('minute', last_good_at, CAST($as_of AS TIMESTAMP)) AS good_minutes,
        date_diff('minute', last_unread_at, CAST($as_of AS TIMESTAMP)) AS unread_minutes
    FROM store
)
SELECT
    store_id AS item_id,
    title AS item_name,
    CASE
        WHEN good_minutes <= backup_every_hours * 60 THEN 'pass'
        WHEN unread_minutes <= backup_every_hours * 60 THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN unread_minutes <= backup_every_hours * 60
            AND COALESCE(good_minutes > backup_every_hours * 60, TRUE)
            THEN 'A backup ran in time, and whether it succeeded is not known.'
        WHEN last_good_at IS NULL
            THEN 'No good backup is recorded; one every ' || CAST(backup_every_hours AS VARCHAR) || ' hours is required.'
        ELSE 'Last good backup ' || CAST(last_good_at AS VARCHAR) || '; one every '
            || CAST(backup_every_hours AS VARCHAR) || ' hours is required.'
    END AS reason,
    backup_every_hours,
    last_good_at,
    good_minutes
FROM aged
