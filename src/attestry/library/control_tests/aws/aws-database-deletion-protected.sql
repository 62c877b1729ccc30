SELECT
    instance_arn AS item_id,
    instance_name AS item_name,
    CASE
        WHEN deletion_protection IS NULL OR (deletion_protection AND status IS NULL) THEN 'unknown'
        WHEN deletion_protection THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN deletion_protection AND status IS NULL THEN 'It is not known whether the database is on its way out.'
        WHEN deletion_protection IS NULL THEN 'It is not known whether deletion is refused.'
        WHEN deletion_protection THEN 'Deletion is refused, as required.'
        ELSE 'The database can be deleted by one call; required is deletion protection.'
    END AS reason,
    deletion_protection
FROM aws_rds_instance
WHERE (status IS NULL OR status <> 'deleting')
