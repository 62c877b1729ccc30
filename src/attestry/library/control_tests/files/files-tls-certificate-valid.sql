-- Endpoints that speak TLS, by the days until their certificate ends.
WITH endpoint AS (
    SELECT
        endpoint_id,
        certificate_expires_at,
        COALESCE(owner, 'nobody') AS owner,
        date_diff('day', CAST($as_of AS DATE), CAST(certificate_expires_at AS DATE)) AS days_left
    FROM files_tls_endpoint
    WHERE COALESCE(lower(minimum_protocol), '') <> 'none'
)
SELECT
    endpoint_id AS item_id,
    endpoint_id AS item_name,
    CASE
        WHEN days_left IS NULL THEN 'unknown'
        WHEN days_left < $days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN days_left IS NULL THEN 'When the certificate ends is not known.'
        WHEN days_left < 0 THEN 'Ended on ' || CAST(certificate_expires_at AS VARCHAR) || '; owner ' || owner || '.'
        ELSE 'Ends in ' || CAST(days_left AS VARCHAR) || ' days, at least ' || CAST($days AS VARCHAR)
            || ' are required; owner ' || owner || '.'
    END AS reason,
    certificate_expires_at,
    days_left
FROM endpoint
