SELECT
    region_key AS item_id,
    region AS item_name,
    CASE
        WHEN ebs_encryption_by_default IS NULL THEN 'unknown'
        WHEN ebs_encryption_by_default THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN ebs_encryption_by_default IS NULL THEN 'It is not known whether the region encrypts new volumes.'
        WHEN ebs_encryption_by_default THEN 'New volumes are encrypted by default, as required.'
        ELSE 'New volumes are encrypted only when asked for; required is encryption by default.'
    END AS reason,
    ebs_encryption_by_default
FROM aws_ec2_region
