-- Incidents that are resolved.
SELECT
    incident_id AS item_id,
    COALESCE(title, incident_id) AS item_name,
    CASE
        WHEN is_judged IS NULL THEN 'unknown'
        WHEN is_judged THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_judged IS NULL THEN 'Whether its effect was judged is not known.'
        WHEN is_judged THEN 'It is judged whom and which data it touched.'
        ELSE 'Nobody judged whether it touched personal data, confidential data or customers.'
    END AS reason,
    resolved_at
FROM incidents_incident
WHERE resolved_at <= $as_of
