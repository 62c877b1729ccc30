SELECT
    instance_arn AS item_id,
    instance_name AS item_name,
    CASE
        WHEN backup_retention_days IS NULL OR (backup_retention_days >= $least_days AND status IS NULL) THEN 'unknown'
        WHEN backup_retention_days >= $least_days THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN backup_retention_days >= $least_days AND status IS NULL THEN 'It is not known whether the database is on its way out.'
        WHEN backup_retention_days IS NULL THEN 'It is not known how long backups are kept.'
        ELSE 'Automatic backups are kept for ' || CAST(backup_retention_days AS VARCHAR) || ' days; required are at least '
            || CAST($least_days AS VARCHAR) || '.'
    END AS reason,
    backup_retention_days
FROM aws_rds_instance
WHERE (status IS NULL OR status <> 'deleting')
