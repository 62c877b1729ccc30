SELECT
    trail_arn AS item_id,
    trail_name AS item_name,
    CASE
        WHEN account_id IS NULL THEN 'unknown'
        WHEN is_logging IS NULL THEN 'unknown'
        WHEN NOT is_logging OR last_delivery_error IS NOT NULL THEN 'fail'
        WHEN date_diff('hour', COALESCE(last_delivery_at, started_at), $as_of) > $most_hours THEN 'fail'
        WHEN COALESCE(last_delivery_at, started_at) IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN account_id IS NULL THEN 'It is not known which account keeps the trail.'
        WHEN is_logging IS NULL THEN 'It is not known whether the trail is recording.'
        WHEN NOT is_logging THEN 'The trail is stopped; required is that it records.'
        WHEN last_delivery_error IS NOT NULL THEN 'The last delivery failed: ' || last_delivery_error || '; required is that files arrive.'
        WHEN COALESCE(last_delivery_at, started_at) IS NULL THEN 'It is not known when files last arrived.'
        ELSE 'Hours since files last arrived or recording started: '
            || CAST(date_diff('hour', COALESCE(last_delivery_at, started_at), $as_of) AS VARCHAR)
            || '; allowed are ' || CAST($most_hours AS VARCHAR) || '.'
    END AS reason,
    is_logging,
    last_delivery_at,
    last_delivery_error
FROM aws_cloudtrail_trail
WHERE COALESCE(trail_arn LIKE '%:' || account_id || ':trail/%', TRUE)
