SELECT
    bucket_arn AS item_id,
    bucket_name AS item_name,
    CASE WHEN COALESCE(trim(logging_target_bucket), '') = '' THEN 'fail' ELSE 'pass' END AS outcome,
    CASE
        WHEN COALESCE(trim(logging_target_bucket), '') = '' THEN 'Requests are not logged; required is a target bucket for the request log.'
        ELSE 'Requests are logged to ' || logging_target_bucket || ', as required.'
    END AS reason,
    logging_target_bucket
FROM aws_s3_bucket
