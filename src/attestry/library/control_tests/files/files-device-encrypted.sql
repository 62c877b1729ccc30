-- Devices in use.
SELECT
    device_id AS item_id,
    COALESCE(name, device_id) AS item_name,
    CASE
        WHEN is_managed = FALSE OR is_disk_encrypted = FALSE THEN 'fail'
        WHEN is_managed IS NULL OR is_disk_encrypted IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_managed = FALSE
            THEN 'The ' || COALESCE(kind, 'device') || ' of ' || COALESCE(worker_email, 'nobody') || ' is not managed.'
        WHEN is_disk_encrypted = FALSE
            THEN 'The disk of the ' || COALESCE(kind, 'device') || ' of ' || COALESCE(worker_email, 'nobody')
                || ' is not encrypted.'
        WHEN is_managed IS NULL THEN 'Whether it is managed is not known.'
        WHEN is_disk_encrypted IS NULL THEN 'Whether its disk is encrypted is not known.'
        ELSE 'Managed, and its disk is encrypted.'
    END AS reason,
    is_managed,
    is_disk_encrypted,
    worker_email
FROM files_device
WHERE retired_on IS NULL OR retired_on > CAST($as_of AS DATE)
