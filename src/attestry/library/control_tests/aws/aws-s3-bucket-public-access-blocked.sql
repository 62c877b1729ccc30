SELECT
    bucket_arn AS item_id,
    bucket_name AS item_name,
    CASE
        WHEN block_public_acls AND ignore_public_acls AND block_public_policy AND restrict_public_buckets THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN block_public_acls IS NULL THEN 'The bucket has no public access block; required are all four switches.'
        WHEN block_public_acls AND ignore_public_acls AND block_public_policy AND restrict_public_buckets
            THEN 'All four switches of the public access block are on, as required.'
        ELSE 'Not all four switches of the public access block are on; required are all of them.'
    END AS reason,
    block_public_acls,
    ignore_public_acls,
    block_public_policy,
    restrict_public_buckets
FROM aws_s3_bucket
