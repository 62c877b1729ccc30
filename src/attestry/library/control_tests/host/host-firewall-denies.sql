SELECT
    f.hostname AS item_id,
    f.hostname AS item_name,
    CASE
        WHEN NOT f.is_active OR f.input_policy = 'accept' THEN 'fail'
        WHEN f.is_active IS NULL OR f.input_policy IS NULL OR s.is_container IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN NOT f.is_active THEN 'Incoming packets are not filtered; required is a firewall that denies by default.'
        WHEN f.input_policy = 'accept' THEN COALESCE(f.kind, 'The firewall') || ' accepts packets no rule speaks of; required is that it drops or rejects them.'
        WHEN f.is_active IS NULL THEN 'It is not known whether incoming packets are filtered.'
        WHEN f.input_policy IS NULL THEN COALESCE(f.kind, 'A firewall') || ' is active, but what it does with packets no rule speaks of is not known.'
        WHEN s.is_container IS NULL THEN 'It is not known whether the system is a container, which is filtered by its host.'
        ELSE COALESCE(f.kind, 'The firewall') || ' answers packets no rule speaks of with ' || f.input_policy || '.'
    END AS reason,
    f.kind,
    f.input_policy,
    f.rule_count
FROM host_firewall AS f
LEFT JOIN host_system AS s ON s.hostname = f.hostname
WHERE NOT COALESCE(s.is_container, FALSE)
