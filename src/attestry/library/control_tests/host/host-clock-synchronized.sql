SELECT
    c.hostname AS item_id,
    c.hostname AS item_name,
    CASE
        WHEN c.is_synchronized IS NULL OR (c.is_synchronized AND s.is_container IS NULL) THEN 'unknown'
        WHEN c.is_synchronized THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN c.is_synchronized AND s.is_container IS NULL THEN 'It is not known whether the system is a container, whose clock is that of its host.'
        WHEN c.is_synchronized IS NULL THEN 'It is not known whether the clock follows a time server.'
        WHEN c.is_synchronized THEN 'The clock follows a time server, as ' || COALESCE(c.seen_by, 'the system') || ' says.'
        ELSE 'The clock follows no time server, as ' || COALESCE(c.seen_by, 'the system') || ' says; required is that it does.'
    END AS reason,
    c.is_synchronized,
    c.is_service_enabled,
    c.time_zone
FROM host_clock AS c
LEFT JOIN host_system AS s ON s.hostname = c.hostname
WHERE NOT COALESCE(s.is_container, FALSE)
