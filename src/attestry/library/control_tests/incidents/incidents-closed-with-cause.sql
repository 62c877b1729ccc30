-- Incidents that are closed.
SELECT
    incident_id AS item_id,
    COALESCE(title, incident_id) AS item_name,
    CASE
        WHEN NOT has_root_cause OR NOT has_decision OR steps_left > 0 THEN 'fail'
        WHEN NOT has_timeline OR lacks_customer_message THEN 'fail'
        WHEN has_root_cause IS NULL OR has_decision IS NULL OR steps_left IS NULL THEN 'unknown'
        WHEN has_timeline IS NULL OR lacks_customer_message IS NULL THEN 'unknown'
        WHEN severity IN ('medium', 'low') THEN 'pass'
        WHEN reviewed_on IS NOT NULL THEN 'pass'
        WHEN severity IS NULL THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN NOT has_root_cause THEN 'Closed without a root cause.'
        WHEN NOT has_decision THEN 'Closed without a decision whether others are told.'
        WHEN steps_left > 0 THEN 'Closed with ' || CAST(steps_left AS VARCHAR) || ' mandatory steps not done.'
        WHEN NOT has_timeline THEN 'Closed without a timeline.'
        WHEN lacks_customer_message THEN 'Closed without a message to customers.'
        WHEN has_root_cause IS NULL OR has_decision IS NULL OR steps_left IS NULL
            OR has_timeline IS NULL OR lacks_customer_message IS NULL
            THEN 'What was written down when it was closed is not known.'
        WHEN severity IN ('medium', 'low') THEN 'Closed with its cause and its decision.'
        WHEN reviewed_on IS NOT NULL THEN 'Closed with its cause, and looked back on.'
        WHEN severity IS NULL THEN 'How bad it was is not known, and it was not looked back on.'
        ELSE 'It was serious, and closed without looking back on it.'
    END AS reason,
    severity,
    closed_at,
    reviewed_on
FROM incidents_incident
WHERE closed_at <= $as_of
