WITH judged AS (
    SELECT
        group_arn,
        direction,
        direction = 'ingress'
        AND is_open_to_world
        AND (protocol = 'all' OR (protocol = 'tcp' AND (from_port IS NULL OR (from_port <= $port AND to_port >= $port)))) AS is_open
    FROM aws_ec2_security_group_rule
),
counted AS (
    SELECT
        group_arn,
        SUM(CASE WHEN direction = 'ingress' THEN 1 ELSE 0 END) AS seen_rule_count,
        SUM(CASE WHEN is_open THEN 1 ELSE 0 END) AS open_rule_count,
        SUM(CASE WHEN is_open IS NULL THEN 1 ELSE 0 END) AS unread_rule_count
    FROM judged
    GROUP BY group_arn
)
SELECT
    sg.group_arn AS item_id,
    sg.group_name || ' (' || sg.group_id || ')' AS item_name,
    CASE
        WHEN counted.open_rule_count > 0 THEN 'fail'
        WHEN counted.unread_rule_count > 0 OR sg.ingress_rule_count IS NULL THEN 'unknown'
        WHEN COALESCE(counted.seen_rule_count, 0) <> sg.ingress_rule_count THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN counted.open_rule_count > 0 THEN ''
        WHEN counted.unread_rule_count > 0 THEN 'Rules whose reach is not known: ' || CAST(counted.unread_rule_count AS VARCHAR) || '. '
        WHEN sg.ingress_rule_count IS NULL THEN 'It is not known how many rules the group has. '
        WHEN COALESCE(counted.seen_rule_count, 0) <> sg.ingress_rule_count
            THEN 'Of ' || CAST(sg.ingress_rule_count AS VARCHAR) || ' rules for traffic in, '
                || CAST(COALESCE(counted.seen_rule_count, 0) AS VARCHAR) || ' were seen. '
        ELSE ''
    END || 'Rules that let the whole internet reach port ' || CAST($port AS VARCHAR) || ': '
        || CAST(COALESCE(counted.open_rule_count, 0) AS VARCHAR) || '; allowed are none.' AS reason,
    COALESCE(counted.open_rule_count, 0) AS open_rule_count,
    sg.region
FROM aws_ec2_security_group AS sg
LEFT JOIN counted ON counted.group_arn = sg.group_arn
