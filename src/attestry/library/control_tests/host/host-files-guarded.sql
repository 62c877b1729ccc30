SELECT
    file_id AS item_id,
    hostname || ' ' || path AS item_name,
    CASE
        WHEN purpose IS NULL THEN 'unknown'
        WHEN owner_uid <> 0 OR is_world_writable OR (is_group_writable AND owner_gid <> 0) THEN 'fail'
        WHEN purpose IN ('passwords', 'sudo', 'host_key') AND is_world_readable THEN 'fail'
        WHEN owner_uid IS NULL OR is_world_writable IS NULL OR is_group_writable IS NULL OR is_world_readable IS NULL
            OR (is_group_writable AND owner_gid IS NULL) THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN purpose IS NULL THEN 'It is not known what the file is for.'
        WHEN mode IS NULL OR owner_uid IS NULL OR (is_group_writable AND owner_gid IS NULL) THEN 'The owner or mode of ' || path || ' is not known.'
        ELSE path || ' belongs to user ' || CAST(owner_uid AS VARCHAR) || ' with mode ' || mode
            || '; required is that only root may change it'
            || CASE WHEN purpose IN ('passwords', 'sudo', 'host_key') THEN ' and not everybody may read it.' ELSE '.' END
    END AS reason,
    mode,
    owner_uid,
    purpose
FROM host_sensitive_file
WHERE COALESCE(purpose <> 'scheduler', TRUE)
