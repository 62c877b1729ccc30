SELECT
    group_arn AS item_id,
    group_name AS item_name,
    CASE WHEN retention_days < $least_days THEN 'fail' ELSE 'pass' END AS outcome,
    CASE
        WHEN retention_days IS NULL THEN 'Entries are kept for ever; required are at least ' || CAST($least_days AS VARCHAR) || ' days.'
        ELSE 'Entries are kept for ' || CAST(retention_days AS VARCHAR) || ' days; required are at least ' || CAST($least_days AS VARCHAR) || '.'
    END AS reason,
    retention_days
FROM aws_logs_group
WHERE class IS NULL OR class <> 'DELIVERY'
