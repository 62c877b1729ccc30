SELECT
    listener_arn AS item_id,
    load_balancer_name || ':' || CAST(port AS VARCHAR) AS item_name,
    CASE
        WHEN is_internet_facing IS NULL THEN 'unknown'
        WHEN protocol <> 'HTTP' OR redirects_to_https THEN 'pass'
        WHEN protocol IS NULL OR redirects_to_https IS NULL THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_internet_facing IS NULL THEN 'It is not known whether the internet reaches the listener.'
        WHEN protocol <> 'HTTP' THEN 'The listener speaks ' || protocol || ', not plain HTTP, as required.'
        WHEN redirects_to_https THEN 'The listener only sends callers on to HTTPS, as required.'
        WHEN protocol IS NULL OR redirects_to_https IS NULL THEN 'It is not known what the listener answers.'
        ELSE 'The listener answers plain HTTP from the internet in ' || region || '; required is a redirect to HTTPS. Owner: '
            || COALESCE(owner, 'missing') || '.'
    END AS reason,
    protocol,
    redirects_to_https,
    owner
FROM aws_elb_listener
WHERE COALESCE(is_internet_facing, TRUE)
