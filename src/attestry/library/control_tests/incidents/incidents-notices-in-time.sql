-- Everybody outside who has to be told of an incident.
SELECT
    notice_id AS item_id,
    COALESCE(audience, 'somebody') || ': ' || COALESCE(incident, 'an incident') AS item_name,
    CASE
        WHEN due_at IS NULL THEN 'unknown'
        WHEN sent_at <= due_at THEN 'pass'
        WHEN sent_at > due_at THEN 'fail'
        WHEN due_at < CAST($as_of AS TIMESTAMP) THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CASE
        WHEN due_at IS NULL THEN 'By when they have to be told is not known.'
        WHEN sent_at <= due_at THEN 'Told in time.'
        WHEN sent_at > due_at
            THEN 'Told ' || CAST(date_diff('minute', due_at, sent_at) AS VARCHAR) || ' minutes too late.'
        WHEN due_at < CAST($as_of AS TIMESTAMP) THEN 'The time is over, and they were not told.'
        ELSE 'Not told yet, and there is time.'
    END AS reason,
    due_at,
    sent_at
FROM incidents_notice
WHERE duty IS NULL OR duty <> 'internal'
