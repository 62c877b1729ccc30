SELECT
    trail_arn AS item_id,
    trail_name AS item_name,
    CASE
        WHEN account_id IS NULL THEN 'unknown'
        WHEN log_file_validation_enabled IS NULL THEN 'unknown'
        WHEN log_file_validation_enabled THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN account_id IS NULL THEN 'It is not known which account keeps the trail.'
        WHEN log_file_validation_enabled IS NULL THEN 'It is not known whether the trail writes digests.'
        WHEN log_file_validation_enabled THEN 'The trail writes digests of its files, as required.'
        ELSE 'The trail writes no digests of its files; required is log file validation.'
    END AS reason,
    log_file_validation_enabled
FROM aws_cloudtrail_trail
WHERE COALESCE(trail_arn LIKE '%:' || account_id || ':trail/%', TRUE)
