-- Incidents closed within the look-back.
WITH closed AS (
    SELECT
        incident_id,
        COALESCE(title, incident_id) AS title,
        lower(severity) AS severity,
        root_cause,
        reviewed_on,
        date_diff('day', CAST(closed_at AS DATE), COALESCE(reviewed_on, CAST($as_of AS DATE))) AS days_taken
    FROM files_incident
    WHERE date_diff('day', CAST(closed_at AS DATE), CAST($as_of AS DATE)) BETWEEN 0 AND $look_back_days
),
judged AS (
    SELECT
        incident_id,
        title,
        severity,
        root_cause,
        reviewed_on,
        days_taken,
        CASE
            WHEN COALESCE(trim(root_cause), '') = '' THEN 'fail'
            WHEN severity IS NULL AND (reviewed_on IS NULL OR days_taken > $days) THEN 'unknown'
            WHEN COALESCE(severity, 'high') NOT IN ('critical', 'high') THEN 'pass'
            WHEN days_taken > $days THEN 'fail'
            WHEN reviewed_on IS NULL THEN 'not_applicable'
            ELSE 'pass'
        END AS outcome
    FROM closed
)
SELECT
    incident_id AS item_id,
    title AS item_name,
    outcome,
    CASE
        WHEN COALESCE(trim(root_cause), '') = '' THEN 'Closed without a cause.'
        WHEN outcome = 'unknown' THEN 'Not rated, so whether it has to be looked back on is not known.'
        WHEN COALESCE(severity, 'high') NOT IN ('critical', 'high') THEN 'Closed with the cause: ' || root_cause || '.'
        WHEN reviewed_on IS NULL
            THEN 'Closed ' || CAST(days_taken AS VARCHAR) || ' days ago and not looked back on; at most '
                || CAST($days AS VARCHAR) || ' days are allowed.'
        ELSE 'Looked back on after ' || CAST(days_taken AS VARCHAR) || ' days; at most '
            || CAST($days AS VARCHAR) || ' are allowed.'
    END AS reason,
    severity,
    root_cause,
    reviewed_on,
    days_taken
FROM judged
