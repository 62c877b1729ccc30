SELECT
    role_arn AS item_id,
    role_name AS item_name,
    CASE
        WHEN is_service_linked IS NULL THEN 'unknown'
        WHEN COALESCE(last_used_at, created_at) IS NULL THEN 'unknown'
        WHEN date_diff('day', COALESCE(last_used_at, created_at), $as_of) > $most_days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_service_linked IS NULL THEN 'It is not known whether the role belongs to a service of AWS.'
        WHEN COALESCE(last_used_at, created_at) IS NULL THEN 'It is not known when the role was last used.'
        WHEN last_used_at IS NULL
            THEN 'Never used in the ' || CAST(date_diff('day', created_at, $as_of) AS VARCHAR) || ' days since it was made; allowed are '
                || CAST($most_days AS VARCHAR) || '.'
        ELSE 'Last used ' || CAST(date_diff('day', last_used_at, $as_of) AS VARCHAR) || ' days ago; allowed are '
            || CAST($most_days AS VARCHAR) || '.'
    END AS reason,
    created_at,
    last_used_at
FROM aws_iam_role
WHERE COALESCE(NOT is_service_linked, TRUE)
