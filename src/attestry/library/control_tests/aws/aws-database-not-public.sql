SELECT
    instance_arn AS item_id,
    instance_name AS item_name,
    CASE
        WHEN is_publicly_accessible IS NULL OR (NOT is_publicly_accessible AND status IS NULL) THEN 'unknown'
        WHEN NOT is_publicly_accessible THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN NOT is_publicly_accessible AND status IS NULL THEN 'It is not known whether the database is on its way out.'
        WHEN is_publicly_accessible IS NULL THEN 'It is not known whether the internet reaches the database.'
        WHEN NOT is_publicly_accessible THEN 'The database has no address on the internet, as required.'
        ELSE 'The database has an address on the internet; required is a private one.'
    END AS reason,
    is_publicly_accessible
FROM aws_rds_instance
WHERE (status IS NULL OR status <> 'deleting')
