SELECT
    l.hostname AS item_id,
    l.hostname AS item_name,
    CASE
        WHEN l.is_syslog_running
            OR (l.is_journal_persistent AND COALESCE(l.journal_retention_seconds >= $minimum_days * 86400, TRUE))
            THEN CASE WHEN s.is_container IS NULL THEN 'unknown' ELSE 'pass' END
        WHEN l.is_syslog_running IS NULL OR l.is_journal_persistent IS NULL THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN s.is_container IS NULL
            AND (l.is_syslog_running OR (l.is_journal_persistent AND COALESCE(l.journal_retention_seconds >= $minimum_days * 86400, TRUE)))
            THEN 'It is not known whether the system is a container, whose logs are its host''s.'
        WHEN l.is_syslog_running THEN 'A system log is running and writes to disk.'
        WHEN l.is_journal_persistent AND l.journal_retention_seconds IS NULL THEN 'The journal outlives a restart and is not removed by age.'
        WHEN l.is_journal_persistent AND l.journal_retention_seconds IS NOT NULL
            AND (l.is_syslog_running IS NOT NULL OR l.journal_retention_seconds >= $minimum_days * 86400) THEN
            'The journal is kept for ' || CAST(CAST(l.journal_retention_seconds / 86400 AS BIGINT) AS VARCHAR)
            || ' days; required are at least ' || CAST($minimum_days AS VARCHAR) || '.'
        WHEN l.is_syslog_running IS NULL OR l.is_journal_persistent IS NULL THEN 'It is not known whether logs are kept.'
        ELSE 'No system log is running and the journal is lost at a restart; required is that logs outlive one.'
    END AS reason,
    l.journal_storage,
    l.journal_retention_seconds,
    l.is_forwarding
FROM host_logging AS l
LEFT JOIN host_system AS s ON s.hostname = l.hostname
WHERE NOT COALESCE(s.is_container, FALSE)
