WITH judged AS (
    SELECT
        *,
        (acl_grants_everyone OR acl_grants_any_aws_user) AND NOT ignores_public_acls AS is_public_by_acl,
        policy_is_public AND NOT restricts_public_policy AS is_public_by_policy
    FROM aws_s3_bucket_exposure
)
SELECT
    bucket_arn AS item_id,
    bucket_name AS item_name,
    CASE
        WHEN is_public_by_acl OR is_public_by_policy THEN 'fail'
        WHEN is_public_by_acl IS NULL OR is_public_by_policy IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_public_by_acl AND is_public_by_policy THEN 'Both the access list and the policy let everyone in; required is neither.'
        WHEN is_public_by_acl THEN 'The access list grants ' || COALESCE(public_grants, 'access') || ' to everyone; required is nobody.'
        WHEN is_public_by_policy THEN 'The policy lets everyone in and nothing restricts it; required is named principals.'
        WHEN is_public_by_acl IS NULL OR is_public_by_policy IS NULL THEN 'It is not known who can reach the bucket.'
        ELSE 'Neither the access list nor the policy lets everyone in, as required.'
    END AS reason,
    is_public_by_acl,
    is_public_by_policy,
    public_grants
FROM judged
