SELECT
    policy_arn AS item_id,
    policy_name AS item_name,
    CASE
        WHEN is_customer_managed IS NULL THEN 'unknown'
        WHEN allows_everything IS NULL OR (NOT allows_everything AND attachment_count IS NULL) THEN 'unknown'
        WHEN allows_everything THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_customer_managed IS NULL THEN 'It is not known whether the policy is of this account or of AWS.'
        WHEN NOT allows_everything AND attachment_count IS NULL THEN 'It is not known whether the policy is attached to anything.'
        WHEN allows_everything IS NULL THEN 'It is not known what the policy allows.'
        WHEN allows_everything
            THEN 'The policy allows every action on every resource and is attached ' || CAST(attachment_count AS VARCHAR)
                || ' times; required are the actions and resources of a task.'
        ELSE 'The policy names actions or resources, as required.'
    END AS reason,
    attachment_count,
    allows_everything
FROM aws_iam_policy
WHERE COALESCE(is_customer_managed, TRUE) AND (attachment_count IS NULL OR attachment_count > 0)
