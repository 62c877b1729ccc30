SELECT
    bucket_arn AS item_id,
    bucket_name AS item_name,
    CASE
        WHEN encryption_algorithm IN ('AES256', 'aws:kms', 'aws:kms:dsse') THEN 'pass'
        WHEN encryption_algorithm IS NULL THEN 'fail'
        ELSE 'unknown'
    END AS outcome,
    'Found ' || COALESCE('encryption with ' || encryption_algorithm, 'no encryption') || ', required is encryption at rest; account '
        || account_id || ', region ' || COALESCE(region, 'not named') || ', owner ' || COALESCE(owner, 'missing') || '.' AS reason,
    encryption_algorithm,
    account_id,
    region,
    owner
FROM aws_s3_bucket
