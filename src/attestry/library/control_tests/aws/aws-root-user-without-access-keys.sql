SELECT
    account_id AS item_id,
    'root user of ' || account_id AS item_name,
    CASE
        WHEN root_access_keys_present IS NULL THEN 'unknown'
        WHEN root_access_keys_present THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN root_access_keys_present IS NULL THEN 'It is not known whether the root user has access keys.'
        WHEN root_access_keys_present THEN 'The root user has access keys; allowed are none.'
        ELSE 'The root user has no access keys, as required.'
    END AS reason,
    root_access_keys_present
FROM aws_account
