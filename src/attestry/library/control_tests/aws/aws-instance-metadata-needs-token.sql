SELECT
    instance_arn AS item_id,
    instance_id AS item_name,
    CASE
        WHEN state IS NULL THEN 'unknown'
        WHEN metadata_tokens IS NULL THEN 'unknown'
        WHEN metadata_tokens = 'required' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN state IS NULL THEN 'It is not known whether the instance still exists.'
        WHEN metadata_tokens IS NULL THEN 'It is not known whether the metadata service asks for a token.'
        ELSE 'Tokens of the metadata service are ' || metadata_tokens || '; they must be required.'
    END AS reason,
    metadata_tokens,
    region,
    owner
FROM aws_ec2_instance
WHERE COALESCE(state IN ('pending', 'running', 'stopping', 'stopped'), TRUE)
