SELECT
    listener_arn AS item_id,
    load_balancer_name || ':' || CAST(port AS VARCHAR) AS item_name,
    CASE
        WHEN protocol IS NULL THEN 'unknown'
        WHEN minimum_tls_version IS NULL THEN 'unknown'
        WHEN minimum_tls_version IN ('TLSv1.2', 'TLSv1.3') THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN protocol IS NULL THEN 'It is not known which protocol the listener speaks.'
        WHEN minimum_tls_version IS NULL THEN 'It is not known which versions the policy ' || COALESCE(tls_policy, 'of the listener') || ' accepts.'
        ELSE 'Oldest version accepted: found ' || minimum_tls_version || ', required TLSv1.2; account ' || account_id
            || ', region ' || region || ', owner ' || COALESCE(owner, 'missing') || '.'
    END AS reason,
    tls_policy,
    minimum_tls_version,
    account_id,
    region,
    owner
FROM aws_elb_listener
WHERE COALESCE(protocol IN ('HTTPS', 'TLS'), TRUE)
