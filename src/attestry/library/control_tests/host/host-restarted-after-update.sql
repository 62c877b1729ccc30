SELECT
    hostname AS item_id,
    hostname AS item_name,
    CASE
        WHEN is_restart_required IS NULL THEN 'unknown'
        WHEN is_restart_required THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_restart_required IS NULL THEN 'It is not known whether an update waits for a restart.'
        WHEN is_restart_required THEN 'An installed update waits for a restart; required is that updates take effect.'
        ELSE 'No update waits for a restart.'
    END AS reason,
    is_restart_required
FROM host_updates
WHERE package_manager IN ('apt', 'dnf')
