SELECT
    account_id AS item_id,
    'root user of ' || account_id AS item_name,
    CASE
        WHEN partition IS NULL THEN 'unknown'
        WHEN root_mfa_enabled IS NULL THEN 'unknown'
        WHEN root_mfa_enabled THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN partition IS NULL THEN 'It is not known in which partition of AWS the account lies.'
        WHEN root_mfa_enabled IS NULL THEN 'It is not known whether the root user has a second factor.'
        WHEN root_mfa_enabled THEN 'The root user has a second factor, as required.'
        ELSE 'The root user signs in with a password alone; required is a second factor.'
    END AS reason,
    root_mfa_enabled
FROM aws_account
WHERE COALESCE(partition <> 'aws-us-gov', TRUE)
