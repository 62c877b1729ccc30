-- Devices in use.
SELECT
    device_id AS item_id,
    COALESCE(name, device_id) AS item_name,
    CASE
        WHEN screen_lock_minutes IS NULL THEN 'unknown'
        WHEN screen_lock_minutes BETWEEN 1 AND $minutes THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN screen_lock_minutes IS NULL THEN 'When it locks is not known.'
        WHEN screen_lock_minutes = 0
            THEN 'Never locks; at most ' || CAST($minutes AS VARCHAR) || ' minutes are allowed.'
        ELSE 'Locks after ' || CAST(screen_lock_minutes AS VARCHAR) || ' minutes; at most '
            || CAST($minutes AS VARCHAR) || ' are allowed.'
    END AS reason,
    screen_lock_minutes,
    worker_email
FROM files_device
WHERE retired_on IS NULL OR retired_on > CAST($as_of AS DATE)
