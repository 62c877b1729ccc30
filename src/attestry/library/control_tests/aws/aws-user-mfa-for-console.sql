SELECT
    user_arn AS item_id,
    user_name AS item_name,
    CASE
        WHEN is_root IS NULL THEN 'unknown'
        WHEN password_enabled IS NULL OR mfa_active IS NULL THEN 'unknown'
        WHEN password_enabled AND NOT mfa_active THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_root IS NULL THEN 'It is not known whether this is the root user.'
        WHEN password_enabled IS NULL OR mfa_active IS NULL THEN 'It is not known how the user signs in.'
        WHEN NOT password_enabled THEN 'The user cannot sign in to the console; nothing is required.'
        WHEN mfa_active THEN 'The user signs in with a password and a second factor, as required.'
        ELSE 'The user signs in to the console of AWS account ' || COALESCE(account_id, 'unnamed')
            || ' with a password alone; required is a second factor.'
    END AS reason,
    password_enabled,
    mfa_active,
    account_id
FROM aws_iam_user
WHERE COALESCE(NOT is_root, TRUE)
