-- The newest report of each vendor whose relation goes on.
SELECT
    report_id AS item_id,
    COALESCE(vendor, 'A vendor') || ', ' || COALESCE(CAST(ends_on AS VARCHAR), 'no end') AS item_name,
    CASE
        WHEN exceptions_open IS NULL OR is_newest IS NULL THEN 'unknown'
        WHEN exceptions_open > 0 AND recorded_on IS NULL THEN 'unknown'
        WHEN exceptions_open > 0
            AND date_diff('day', recorded_on, CAST($as_of AS DATE)) > $days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_newest IS NULL THEN 'Whether its report is the newest is not known.'
        WHEN exceptions_open IS NULL THEN 'Whether exceptions wait is not known.'
        WHEN exceptions_open = 0 THEN 'Every exception was assessed.'
        WHEN recorded_on IS NULL THEN 'Since when its exceptions wait is not known.'
        ELSE CAST(exceptions_open AS VARCHAR) || ' exceptions wait since ' || CAST(recorded_on AS VARCHAR)
            || '; at most ' || CAST($days AS VARCHAR) || ' days are allowed.'
    END AS reason,
    exceptions_open,
    recorded_on
FROM vendors_report
WHERE COALESCE(is_newest, true) AND (vendor_ended_on IS NULL OR vendor_ended_on >= CAST($as_of AS DATE))
