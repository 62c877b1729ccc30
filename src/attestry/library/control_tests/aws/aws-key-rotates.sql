SELECT
    key_arn AS item_id,
    COALESCE(description || ' ', '') || '(' || key_id || ')' AS item_name,
    CASE
        WHEN rotation_enabled THEN 'pass'
        WHEN spec <> 'SYMMETRIC_DEFAULT' OR origin <> 'AWS_KMS' THEN 'not_applicable'
        WHEN rotation_enabled IS NULL THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN rotation_enabled THEN 'The key is replaced by itself, as required.'
        WHEN spec <> 'SYMMETRIC_DEFAULT' OR origin <> 'AWS_KMS'
            THEN 'AWS cannot rotate a key of kind ' || spec || ' from ' || origin || '; replace it by hand on schedule.'
        WHEN rotation_enabled IS NULL THEN 'It is not known whether the key is replaced.'
        ELSE 'The key is never replaced; required is automatic rotation.'
    END AS reason,
    rotation_enabled,
    spec,
    origin
FROM aws_kms_key
WHERE manager = 'CUSTOMER' AND state = 'Enabled'
