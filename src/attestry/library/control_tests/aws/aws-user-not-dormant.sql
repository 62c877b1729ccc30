WITH judged AS (
    SELECT
        *,
        date_diff('day', COALESCE(last_used_at, created_at), $as_of) AS unused_days
    FROM aws_iam_user
    WHERE COALESCE(NOT is_root, TRUE)
        AND (password_enabled IS NULL OR active_access_key_count IS NULL OR password_enabled OR active_access_key_count > 0)
)
SELECT
    user_arn AS item_id,
    user_name AS item_name,
    CASE
        WHEN is_root IS NULL THEN 'unknown'
        WHEN password_enabled IS NULL OR active_access_key_count IS NULL OR unused_days IS NULL THEN 'unknown'
        WHEN unused_days > $most_days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_root IS NULL THEN 'It is not known whether this is the root user.'
        WHEN password_enabled IS NULL OR active_access_key_count IS NULL OR unused_days IS NULL THEN 'It is not known when the user was last active.'
        WHEN last_used_at IS NULL
            THEN 'Never active in the ' || CAST(unused_days AS VARCHAR) || ' days since the user was made; allowed are '
                || CAST($most_days AS VARCHAR) || '.'
        ELSE 'Last active ' || CAST(unused_days AS VARCHAR) || ' days ago; allowed are ' || CAST($most_days AS VARCHAR) || '.'
    END AS reason,
    last_used_at,
    unused_days
FROM judged
