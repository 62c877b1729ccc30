SELECT
    instance_arn AS item_id,
    instance_name AS item_name,
    CASE
        WHEN auto_minor_version_upgrade IS NULL OR (auto_minor_version_upgrade AND status IS NULL) THEN 'unknown'
        WHEN auto_minor_version_upgrade THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN auto_minor_version_upgrade AND status IS NULL THEN 'It is not known whether the database is on its way out.'
        WHEN auto_minor_version_upgrade IS NULL THEN 'It is not known whether minor versions are installed.'
        WHEN auto_minor_version_upgrade THEN 'Minor versions are installed by themselves, as required.'
        ELSE 'Minor versions wait for someone; required is that they are installed by themselves.'
    END AS reason,
    auto_minor_version_upgrade
FROM aws_rds_instance
WHERE (status IS NULL OR status <> 'deleting')
