SELECT
    account_id AS item_id,
    'account ' || account_id AS item_name,
    CASE
        WHEN block_public_acls AND ignore_public_acls AND block_public_policy AND restrict_public_buckets THEN 'pass'
        WHEN NOT block_public_acls OR NOT ignore_public_acls OR NOT block_public_policy OR NOT restrict_public_buckets THEN 'fail'
        ELSE 'unknown'
    END AS outcome,
    CASE
        WHEN block_public_acls AND ignore_public_acls AND block_public_policy AND restrict_public_buckets
            THEN 'All four switches of the account-wide block are on, as required.'
        WHEN NOT block_public_acls OR NOT ignore_public_acls OR NOT block_public_policy OR NOT restrict_public_buckets
            THEN 'Not all four switches of the account-wide block are on; required are all of them.'
        ELSE 'It is not known whether the account blocks public storage.'
    END AS reason,
    block_public_acls,
    ignore_public_acls,
    block_public_policy,
    restrict_public_buckets
FROM aws_account
