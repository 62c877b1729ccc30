SELECT
    group_arn AS item_id,
    'default (' || group_id || ') of ' || COALESCE(vpc_id, region) AS item_name,
    CASE
        WHEN is_default IS NULL THEN 'unknown'
        WHEN ingress_rule_count IS NULL OR egress_rule_count IS NULL THEN 'unknown'
        WHEN ingress_rule_count + egress_rule_count = 0 THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_default IS NULL THEN 'It is not known whether this is the default group of its network.'
        WHEN ingress_rule_count IS NULL OR egress_rule_count IS NULL THEN 'It is not known which rules the group has.'
        ELSE 'Rules in: ' || CAST(ingress_rule_count AS VARCHAR) || ', rules out: ' || CAST(egress_rule_count AS VARCHAR)
            || '; allowed are none.'
    END AS reason,
    ingress_rule_count,
    egress_rule_count
FROM aws_ec2_security_group
WHERE COALESCE(is_default, TRUE)
