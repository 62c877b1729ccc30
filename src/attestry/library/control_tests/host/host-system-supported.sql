WITH ends AS (
    SELECT
        hostname,
        COALESCE(distribution_name, distribution_id, 'The system') AS system_name,
        CASE
            WHEN $count_extended AND extended_support_end_on IS NOT NULL THEN extended_support_end_on
            ELSE support_end_on
        END AS last_day
    FROM host_system
    WHERE trim(distribution_version) <> ''
)
SELECT
    hostname AS item_id,
    hostname AS item_name,
    CASE
        WHEN last_day IS NULL THEN 'unknown'
        WHEN date_diff('day', CAST($as_of AS DATE), last_day) >= $minimum_days_left THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN last_day IS NULL THEN 'It is not known until when ' || system_name || ' is supported.'
        ELSE system_name || ' gets security fixes until ' || CAST(last_day AS VARCHAR) || '; required are at least '
            || CAST($minimum_days_left AS VARCHAR) || ' more days.'
    END AS reason,
    last_day
FROM ends
