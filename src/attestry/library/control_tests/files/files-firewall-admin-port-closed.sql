-- Rules in force, and whether they reach SSH, Telnet, RDP, WinRM, VNC or a common database's port.
WITH rule AS (
    SELECT
        rule_id,
        COALESCE(firewall, rule_id) AS firewall,
        COALESCE(account, 'an account not named') AS account,
        is_enabled,
        source,
        COALESCE(owner, 'nobody') AS owner,
        COALESCE(reason, 'no reason written down') AS stated_reason,
        COALESCE(port_from, 0) AS first_port,
        COALESCE(port_to, port_from, 65535) AS last_port,
        lower(source) IN ('any', '*', '0.0.0.0/0', '::/0') AS is_world,
        COALESCE(lower(protocol), 'any') NOT IN ('icmp', 'icmpv6') AS has_ports
    FROM files_firewall_rule
    WHERE COALESCE(is_enabled, TRUE)
),
reached AS (
    SELECT
        rule_id,
        firewall,
        account,
        is_enabled,
        source,
        owner,
        stated_reason,
        first_port,
        last_port,
        is_world,
        has_ports AND (
            (first_port <= 22 AND last_port >= 22)
            OR (first_port <= 23 AND last_port >= 23)
            OR (first_port <= 1433 AND last_port >= 1433)
            OR (first_port <= 1521 AND last_port >= 1521)
            OR (first_port <= 3306 AND last_port >= 3306)
            OR (first_port <= 3389 AND last_port >= 3389)
            OR (first_port <= 5432 AND last_port >= 5432)
            OR (first_port <= 5900 AND last_port >= 5900)
            OR (first_port <= 5985 AND last_port >= 5985)
            OR (first_port <= 6379 AND last_port >= 6379)
            OR (first_port <= 9200 AND last_port >= 9200)
            OR (first_port <= 27017 AND last_port >= 27017)
        ) AS reaches_guarded_port
    FROM rule
)
SELECT
    rule_id AS item_id,
    firewall AS item_name,
    CASE
        WHEN NOT reaches_guarded_port OR NOT is_world THEN 'pass'
        WHEN source IS NULL OR is_enabled IS NULL THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN NOT reaches_guarded_port THEN 'Reaches no administrator''s or database port.'
        WHEN NOT is_world THEN 'Open only to ' || source || '.'
        WHEN source IS NULL THEN 'To whom it is open is not known.'
        WHEN is_enabled IS NULL THEN 'Whether it is in force is not known.'
        ELSE 'In ' || account || ', ports ' || CAST(first_port AS VARCHAR) || ' to ' || CAST(last_port AS VARCHAR)
            || ' are open to ' || source || '; owner ' || owner || ', ' || stated_reason || '.'
    END AS reason,
    account,
    source,
    first_port,
    last_port,
    owner
FROM reached
