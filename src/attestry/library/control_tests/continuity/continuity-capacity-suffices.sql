-- The latest forecast of each service that is not gone, and the load test that has to carry its peak.
SELECT
    forecast_id AS item_id,
    COALESCE(service, forecast_id) AS item_name,
    CASE
        WHEN date_diff('day', made_on, CAST($as_of AS DATE)) > $days THEN 'fail'
        WHEN tested_on IS NULL OR reached < expected_peak * (1 + $margin_percent / 100.0) THEN 'fail'
        WHEN made_on IS NULL OR reached IS NULL OR expected_peak IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN date_diff('day', made_on, CAST($as_of AS DATE)) > $days
            THEN 'The forecast was made on ' || CAST(made_on AS VARCHAR) || ', more than '
                || CAST($days AS VARCHAR) || ' days ago.'
        WHEN tested_on IS NULL THEN 'No load test shows that the peak is carried.'
        WHEN reached < expected_peak * (1 + $margin_percent / 100.0)
            THEN 'It carried ' || CAST(reached AS VARCHAR) || '; the peak that is expected is '
                || CAST(expected_peak AS VARCHAR) || '.'
        WHEN made_on IS NULL THEN 'When the forecast was made is not known.'
        WHEN reached IS NULL THEN 'How much the load test carried is not known.'
        WHEN expected_peak IS NULL THEN 'Which peak is expected is not known.'
        ELSE 'The load test of ' || CAST(tested_on AS VARCHAR) || ' carried the peak.'
    END AS reason,
    made_on,
    expected_peak,
    tested_on,
    reached
FROM continuity_capacity
WHERE ended_on IS NULL OR ended_on > CAST($as_of AS DATE)
