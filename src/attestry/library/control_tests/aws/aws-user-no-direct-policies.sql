SELECT
    user_arn AS item_id,
    user_name AS item_name,
    CASE
        WHEN is_root IS NULL THEN 'unknown'
        WHEN attached_policy_count IS NULL THEN 'unknown'
        WHEN attached_policy_count = 0 THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_root IS NULL THEN 'It is not known whether this is the root user.'
        WHEN attached_policy_count IS NULL THEN 'It is not known which policies are attached to the user.'
        ELSE 'Policies attached to the user directly: ' || CAST(attached_policy_count AS VARCHAR) || '; allowed are none.'
    END AS reason,
    attached_policy_count
FROM aws_iam_user
WHERE COALESCE(NOT is_root, TRUE)
