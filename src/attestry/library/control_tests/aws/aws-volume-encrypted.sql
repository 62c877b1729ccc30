SELECT
    volume_arn AS item_id,
    volume_id AS item_name,
    CASE
        WHEN is_encrypted IS NULL OR (is_encrypted AND state IS NULL) THEN 'unknown'
        WHEN is_encrypted THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_encrypted AND state IS NULL THEN 'It is not known whether the volume is on its way out.'
        WHEN is_encrypted IS NULL THEN 'It is not known whether the volume is encrypted.'
        WHEN is_encrypted THEN 'The volume is encrypted, as required.'
        ELSE 'The volume is not encrypted; required is encryption at rest.'
    END AS reason,
    is_encrypted,
    kms_key,
    region
FROM aws_ec2_volume
WHERE state IS NULL OR state NOT IN ('deleting', 'deleted')
