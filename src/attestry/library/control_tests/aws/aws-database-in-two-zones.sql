SELECT
    instance_arn AS item_id,
    instance_name AS item_name,
    CASE
        WHEN is_multi_az IS NULL OR (is_multi_az AND (status IS NULL OR engine IS NULL)) THEN 'unknown'
        WHEN is_multi_az THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_multi_az AND status IS NULL THEN 'It is not known whether the database is on its way out.'
        WHEN is_multi_az AND engine IS NULL THEN 'It is not known which engine runs the database.'
        WHEN is_multi_az IS NULL THEN 'It is not known whether there is a standby.'
        WHEN is_multi_az THEN 'A standby runs in another zone, as required.'
        ELSE 'The database runs in one zone only; required is a standby in another.'
    END AS reason,
    is_multi_az
FROM aws_rds_instance
WHERE (status IS NULL OR status <> 'deleting')
    AND (engine IS NULL OR engine NOT LIKE 'aurora%')
