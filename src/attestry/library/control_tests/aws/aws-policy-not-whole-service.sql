SELECT
    policy_arn AS item_id,
    policy_name AS item_name,
    CASE
        WHEN is_customer_managed IS NULL THEN 'unknown'
        WHEN allows_whole_service IS NULL OR (NOT allows_whole_service AND attachment_count IS NULL) THEN 'unknown'
        WHEN allows_whole_service THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_customer_managed IS NULL THEN 'It is not known whether the policy is of this account or of AWS.'
        WHEN NOT allows_whole_service AND attachment_count IS NULL THEN 'It is not known whether the policy is attached to anything.'
        WHEN allows_whole_service IS NULL THEN 'It is not known what the policy allows.'
        WHEN allows_whole_service THEN 'The policy allows all of some service on every resource; required are named actions or resources.'
        ELSE 'The policy allows no whole service on every resource, as required.'
    END AS reason,
    attachment_count,
    allows_whole_service
FROM aws_iam_policy
WHERE COALESCE(is_customer_managed, TRUE) AND (attachment_count IS NULL OR attachment_count > 0)
