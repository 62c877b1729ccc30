SELECT
    bucket_arn AS item_id,
    bucket_name AS item_name,
    CASE WHEN encryption_algorithm IN ('aws:kms', 'aws:kms:dsse') THEN 'pass' ELSE 'fail' END AS outcome,
    'New objects are encrypted with ' || COALESCE(encryption_algorithm, 'nothing that the bucket asks for')
        || '; required is aws:kms.' AS reason,
    encryption_algorithm,
    encryption_key
FROM aws_s3_bucket
