SELECT
    instance_arn AS item_id,
    instance_name AS item_name,
    CASE
        WHEN is_encrypted IS NULL OR (is_encrypted AND status IS NULL) THEN 'unknown'
        WHEN is_encrypted THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_encrypted AND status IS NULL THEN 'It is not known whether the database is on its way out.'
        WHEN is_encrypted IS NULL THEN 'It is not known whether the storage is encrypted.'
        WHEN is_encrypted THEN 'The storage is encrypted, as required.'
        ELSE 'The storage is not encrypted; required is encryption at rest.'
    END AS reason,
    is_encrypted
FROM aws_rds_instance
WHERE (status IS NULL OR status <> 'deleting')
