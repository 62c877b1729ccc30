-- Devices in use that are, or may be, managed.
WITH device AS (
    SELECT
        device_id,
        COALESCE(name, device_id) AS name,
        COALESCE(worker_email, 'nobody') AS person,
        is_managed,
        last_seen_at,
        date_diff('day', CAST(last_seen_at AS DATE), CAST($as_of AS DATE)) AS days_silent
    FROM files_device
    WHERE (retired_on IS NULL OR retired_on > CAST($as_of AS DATE)) AND COALESCE(is_managed, TRUE)
)
SELECT
    device_id AS item_id,
    name AS item_name,
    CASE
        WHEN is_managed IS NULL THEN 'unknown'
        WHEN days_silent <= $days THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_managed IS NULL THEN 'Whether it is managed is not known.'
        WHEN last_seen_at IS NULL THEN 'Never heard from; used by ' || person || '.'
        ELSE 'Last heard from ' || CAST(days_silent AS VARCHAR) || ' days ago; at most '
            || CAST($days AS VARCHAR) || ' are allowed; used by ' || person || '.'
    END AS reason,
    last_seen_at,
    days_silent
FROM device
