SELECT
    bucket_arn AS item_id,
    bucket_name AS item_name,
    CASE
        WHEN denies_plain_http IS NULL THEN 'unknown'
        WHEN denies_plain_http THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN denies_plain_http IS NULL THEN 'It is not known what the policy of the bucket says.'
        WHEN denies_plain_http THEN 'The policy refuses every request without TLS, as required.'
        WHEN has_policy THEN 'The policy does not refuse requests without TLS; required is such a refusal for everyone.'
        ELSE 'The bucket has no policy; required is one that refuses requests without TLS.'
    END AS reason,
    has_policy,
    denies_plain_http
FROM aws_s3_bucket
