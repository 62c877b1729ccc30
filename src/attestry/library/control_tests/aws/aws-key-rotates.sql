SELECT
    key_arn AS item_id,
    COALESCE(description || ' ', '') || '(' || key_id || ')' AS item_name,
    CASE
        WHEN manager IS NULL OR state IS NULL THEN 'unknown'
        WHEN spec <> 'SYMMETRIC_DEFAULT' OR origin <> 'AWS_KMS' THEN 'not_applicable'
        WHEN rotation_enabled IS NULL OR spec IS NULL OR origin IS NULL THEN 'unknown'
        WHEN rotation_enabled THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN manager IS NULL OR state IS NULL THEN 'It is not known whether the key is in use and the customer''s.'
        WHEN spec <> 'SYMMETRIC_DEFAULT' OR origin <> 'AWS_KMS'
            THEN 'AWS cannot rotate a key of kind ' || COALESCE(spec, 'unknown') || ' from ' || COALESCE(origin, 'an unknown origin') || '; replace it by hand on schedule.'
        WHEN rotation_enabled IS NULL OR spec IS NULL OR origin IS NULL THEN 'It is not known whether the key is replaced.'
        WHEN rotation_enabled THEN 'The key is replaced by itself, as required.'
        ELSE 'The key is never replaced; required is automatic rotation.'
    END AS reason,
    rotation_enabled,
    spec,
    origin
FROM aws_kms_key
WHERE COALESCE(manager = 'CUSTOMER', TRUE) AND COALESCE(state = 'Enabled', TRUE)
