WITH open_rules AS (
    SELECT
        group_arn,
        COUNT(*) AS open_rule_count
    FROM aws_ec2_security_group_rule
    WHERE direction = 'ingress'
        AND is_open_to_world
        AND (protocol = 'all' OR (protocol = 'tcp' AND (from_port IS NULL OR (from_port <= $port AND to_port >= $port))))
    GROUP BY group_arn
)
SELECT
    sg.group_arn AS item_id,
    sg.group_name || ' (' || sg.group_id || ')' AS item_name,
    CASE WHEN open_rules.open_rule_count IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
    'Rules that let the whole internet reach port ' || CAST($port AS VARCHAR) || ': '
        || CAST(COALESCE(open_rules.open_rule_count, 0) AS VARCHAR) || '; allowed are none.' AS reason,
    COALESCE(open_rules.open_rule_count, 0) AS open_rule_count,
    sg.region
FROM aws_ec2_security_group AS sg
LEFT JOIN open_rules ON open_rules.group_arn = sg.group_arn
