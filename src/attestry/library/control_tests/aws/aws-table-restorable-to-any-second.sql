SELECT
    table_arn AS item_id,
    table_name AS item_name,
    CASE
        WHEN point_in_time_recovery_status IS NULL THEN 'unknown'
        WHEN point_in_time_recovery_status = 'ENABLED' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN point_in_time_recovery_status IS NULL THEN 'It is not known whether the table can be restored.'
        ELSE 'Point-in-time recovery is ' || lower(point_in_time_recovery_status) || '; required is enabled.'
    END AS reason,
    point_in_time_recovery_status
FROM aws_dynamodb_table
