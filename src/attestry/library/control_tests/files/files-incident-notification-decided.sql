-- Incidents that touched personal data or have not been judged for it.
WITH incident AS (
    SELECT
        incident_id,
        COALESCE(title, incident_id) AS title,
        affects_personal_data,
        notification_decision,
        COALESCE(owner, 'nobody') AS owner,
        date_diff('minute', detected_at, CAST($as_of AS TIMESTAMP)) AS minutes_known
    FROM files_incident
    WHERE COALESCE(affects_personal_data, TRUE)
)
SELECT
    incident_id AS item_id,
    title AS item_name,
    CASE
        WHEN affects_personal_data IS NULL THEN 'unknown'
        WHEN trim(notification_decision) <> '' THEN 'pass'
        WHEN minutes_known IS NULL THEN 'unknown'
        WHEN minutes_known > $hours * 60 THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CASE
        WHEN affects_personal_data IS NULL THEN 'Whether personal data were touched is not judged.'
        WHEN trim(notification_decision) <> '' THEN 'Decided: ' || notification_decision || '.'
        WHEN minutes_known IS NULL THEN 'When it was noticed is not known.'
        ELSE 'Not decided ' || CAST(minutes_known AS VARCHAR) || ' minutes after it was noticed; at most '
            || CAST($hours * 60 AS VARCHAR) || ' are allowed; led by ' || owner || '.'
    END AS reason,
    affects_personal_data,
    notification_decision,
    minutes_known
FROM incident
