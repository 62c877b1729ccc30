WITH guarded AS (
    SELECT 22 AS port, 'SSH' AS service
    UNION ALL SELECT 23, 'Telnet'
    UNION ALL SELECT 135, 'Windows RPC'
    UNION ALL SELECT 445, 'SMB'
    UNION ALL SELECT 1433, 'SQL Server'
    UNION ALL SELECT 1521, 'Oracle'
    UNION ALL SELECT 2375, 'Docker'
    UNION ALL SELECT 3306, 'MySQL'
    UNION ALL SELECT 3389, 'RDP'
    UNION ALL SELECT 5432, 'PostgreSQL'
    UNION ALL SELECT 5439, 'Redshift'
    UNION ALL SELECT 5900, 'VNC'
    UNION ALL SELECT 5985, 'WinRM'
    UNION ALL SELECT 6379, 'Redis'
    UNION ALL SELECT 6443, 'Kubernetes'
    UNION ALL SELECT 9200, 'Elasticsearch'
    UNION ALL SELECT 11211, 'Memcached'
    UNION ALL SELECT 27017, 'MongoDB'
),
judged AS (
    SELECT
        rule_id,
        MIN(guarded.port) AS lowest_port,
        COUNT(guarded.port) AS port_count
    FROM aws_ec2_security_group_rule
    LEFT JOIN guarded
        ON is_open_to_world
        AND protocol IN ('all', 'tcp')
        AND (from_port IS NULL OR (from_port <= guarded.port AND to_port >= guarded.port))
    WHERE COALESCE(direction = 'ingress', TRUE)
    GROUP BY rule_id
)
SELECT
    rule.rule_id AS item_id,
    rule.group_name || ' (' || rule.group_id || '): ' || rule.protocol || ' '
        || COALESCE(CAST(rule.from_port AS VARCHAR) || '-' || CAST(rule.to_port AS VARCHAR), 'all ports') || ' from '
        || rule.peer AS item_name,
    CASE
        WHEN rule.is_open_to_world IS NULL OR rule.direction IS NULL THEN 'unknown'
        WHEN judged.port_count > 0 THEN 'fail'
        WHEN rule.is_open_to_world AND (rule.protocol IS NULL OR (rule.protocol = 'tcp' AND rule.from_port IS NOT NULL AND rule.to_port IS NULL))
            THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN rule.direction IS NULL THEN 'It is not known whether the rule is for traffic in or out.'
        WHEN rule.is_open_to_world IS NULL THEN 'It is not known whom the rule lets in.'
        WHEN judged.port_count > 0
            THEN 'Account ' || rule.account_id || ', ' || rule.region || ': ' || rule.peer || ' reaches '
                || guarded.service || ' on port ' || CAST(guarded.port AS VARCHAR)
                || CASE WHEN judged.port_count > 1 THEN ' and ' || CAST(judged.port_count - 1 AS VARCHAR) || ' more' ELSE '' END
                || '; required are named sources. Owner: ' || COALESCE(rule.owner, 'missing')
                || '. Reason for the rule: ' || COALESCE(rule.description, 'missing') || '.'
        WHEN rule.is_open_to_world AND (rule.protocol IS NULL OR (rule.protocol = 'tcp' AND rule.from_port IS NOT NULL AND rule.to_port IS NULL))
            THEN 'It is not known which ports the rule opens.'
        ELSE 'The rule opens no administration or database port to the internet, as required.'
    END AS reason,
    rule.account_id,
    rule.region,
    rule.owner,
    rule.description
FROM aws_ec2_security_group_rule AS rule
JOIN judged ON judged.rule_id = rule.rule_id
LEFT JOIN guarded ON guarded.port = judged.lowest_port
