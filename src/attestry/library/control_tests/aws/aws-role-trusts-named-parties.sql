SELECT
    role_arn AS item_id,
    role_name AS item_name,
    CASE
        WHEN is_service_linked IS NULL THEN 'unknown'
        WHEN trusts_anyone THEN 'fail'
        WHEN trusts_other_account AND NOT requires_external_id THEN 'fail'
        WHEN trusts_anyone IS NULL OR trusts_other_account IS NULL OR (trusts_other_account AND requires_external_id IS NULL) THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_service_linked IS NULL THEN 'It is not known whether the role belongs to a service of AWS.'
        WHEN trusts_anyone THEN 'Anyone in AWS can take on the role; required are named principals.'
        WHEN trusts_other_account AND NOT requires_external_id
            THEN 'Another account can take on the role without an external id; required is one.'
        WHEN trusts_anyone IS NULL OR trusts_other_account IS NULL THEN 'It is not known whom the role trusts.'
        WHEN trusts_other_account AND requires_external_id IS NULL THEN 'Another account can take on the role; whether with an external id is not known.'
        WHEN trusts_other_account THEN 'Another account can take on the role, with an external id, as required.'
        ELSE 'The role trusts named principals of this account or of AWS services, as required.'
    END AS reason,
    trusts_anyone,
    trusts_other_account,
    requires_external_id
FROM aws_iam_role
WHERE COALESCE(NOT is_service_linked, TRUE)
