SELECT
    user_arn AS item_id,
    'root user of ' || COALESCE(account_id, 'the account') AS item_name,
    CASE
        WHEN is_root IS NULL THEN 'unknown'
        WHEN created_at IS NULL THEN 'unknown'
        WHEN last_used_at IS NOT NULL AND date_diff('day', last_used_at, $as_of) < $quiet_days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_root IS NULL THEN 'It is not known whether this is the root user.'
        WHEN created_at IS NULL THEN 'It is not known when the root user was last used.'
        WHEN last_used_at IS NULL THEN 'The root user was never used, as required.'
        ELSE 'The root user was last used ' || CAST(date_diff('day', last_used_at, $as_of) AS VARCHAR)
            || ' days ago; required are at least ' || CAST($quiet_days AS VARCHAR) || '.'
    END AS reason,
    last_used_at
FROM aws_iam_user
WHERE COALESCE(is_root, TRUE)
