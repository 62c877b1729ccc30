WITH judged AS (
    SELECT
        rules.account_id,
        rules.policy_present,
        rules.minimum_length,
        rules.reuse_prevention_count,
        CASE WHEN COALESCE(rules.minimum_length, 8) < $minimum_length
            THEN 'minimum length: found ' || CAST(COALESCE(rules.minimum_length, 8) AS VARCHAR) || ', required '
                || CAST($minimum_length AS VARCHAR) || '; '
            ELSE '' END
        || CASE WHEN COALESCE(rules.reuse_prevention_count, 0) < $remembered_passwords
            THEN 'remembered passwords: found ' || CAST(COALESCE(rules.reuse_prevention_count, 0) AS VARCHAR)
                || ', required ' || CAST($remembered_passwords AS VARCHAR) || '; '
            ELSE '' END AS shortfalls
    FROM aws_iam_password_policy AS rules
    LEFT JOIN aws_account ON aws_account.account_id = rules.account_id
    WHERE aws_account.users_count IS NULL OR aws_account.users_count > 0
)
SELECT
    account_id AS item_id,
    'console of ' || account_id AS item_name,
    CASE
        WHEN policy_present IS NULL THEN 'unknown'
        WHEN shortfalls = '' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN policy_present IS NULL THEN 'It is not known which password rules hold.'
        WHEN shortfalls = '' THEN 'AWS account ' || account_id || ': minimum length and remembered passwords meet what is required.'
        ELSE 'AWS account ' || account_id || ': ' || shortfalls
            || CASE WHEN policy_present THEN 'set by the account.' ELSE 'no rules are set, so the defaults of AWS hold.' END
    END AS reason,
    minimum_length,
    reuse_prevention_count,
    policy_present
FROM judged
