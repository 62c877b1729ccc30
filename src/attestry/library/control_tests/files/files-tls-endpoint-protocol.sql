-- Endpoints, with the weakest protocol written one way: tls1.2.
WITH endpoint AS (
    SELECT
        endpoint_id,
        minimum_protocol,
        replace(replace(lower(minimum_protocol), ' ', ''), 'v', '') AS protocol,
        COALESCE(location, 'a place not named') AS location,
        COALESCE(owner, 'nobody') AS owner
    FROM files_tls_endpoint
    WHERE NOT $public_only OR COALESCE(is_public, TRUE)
)
SELECT
    endpoint_id AS item_id,
    endpoint_id AS item_name,
    CASE
        WHEN protocol IS NULL THEN 'unknown'
        WHEN protocol IN ('tls1.2', 'tls1.3') THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN protocol IS NULL THEN 'The weakest protocol it accepts is not known.'
        WHEN protocol IN ('tls1.2', 'tls1.3') THEN 'Accepts nothing below ' || minimum_protocol || '.'
        WHEN protocol = 'none' THEN 'Speaks in the clear; in ' || location || ', owner ' || owner || '.'
        ELSE 'Accepts ' || minimum_protocol || ', TLS 1.2 is required; in ' || location || ', owner ' || owner || '.'
    END AS reason,
    minimum_protocol,
    location,
    owner
FROM endpoint
