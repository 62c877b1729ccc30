SELECT
    hostname AS item_id,
    hostname AS item_name,
    CASE
        WHEN is_automatic_updates IS NULL THEN 'unknown'
        WHEN is_automatic_updates THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_automatic_updates IS NULL THEN 'It is not known whether updates install themselves.'
        WHEN is_automatic_updates THEN 'Updates are installed by ' || COALESCE(automatic_updates_by, 'the system') || '.'
        WHEN automatic_updates_by IS NULL THEN 'Nothing installs updates by itself; required is that security fixes do.'
        ELSE automatic_updates_by || ' is installed but not switched on; required is that security fixes install themselves.'
    END AS reason,
    automatic_updates_by,
    package_manager
FROM host_updates
WHERE package_manager IN ('apt', 'dnf')
