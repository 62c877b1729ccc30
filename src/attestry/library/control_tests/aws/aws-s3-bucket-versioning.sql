SELECT
    bucket_arn AS item_id,
    bucket_name AS item_name,
    CASE WHEN versioning_status = 'Enabled' THEN 'pass' ELSE 'fail' END AS outcome,
    'Versioning is ' || COALESCE(lower(versioning_status), 'never turned on') || '; required is enabled.' AS reason,
    versioning_status
FROM aws_s3_bucket
