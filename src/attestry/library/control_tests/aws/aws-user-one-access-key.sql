SELECT
    user_arn AS item_id,
    user_name AS item_name,
    CASE
        WHEN is_root IS NULL THEN 'unknown'
        WHEN active_access_key_count IS NULL THEN 'unknown'
        WHEN active_access_key_count > $most_keys THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_root IS NULL THEN 'It is not known whether this is the root user.'
        WHEN active_access_key_count IS NULL THEN 'It is not known how many access keys are active.'
        ELSE 'Active access keys: ' || CAST(active_access_key_count AS VARCHAR) || '; allowed are at most '
            || CAST($most_keys AS VARCHAR) || '.'
    END AS reason,
    access_key_1_active,
    access_key_2_active
FROM aws_iam_user
WHERE COALESCE(NOT is_root, TRUE)
