SELECT
    event_key AS item_id,
    kind || ' ' || workload_id AS item_name,
    CASE
        WHEN action IS NULL THEN 'unknown'
        WHEN actor_kind IS NULL THEN 'unknown'
        WHEN actor_kind IN ('IAMUser', 'Root') THEN 'fail'
        WHEN happened_at IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN action IS NULL THEN 'It is not known whether something was started.'
        WHEN actor_kind IS NULL THEN 'It is not known who started it.'
        WHEN happened_at IS NULL AND actor_kind NOT IN ('IAMUser', 'Root') THEN 'It is not known when it was started.'
        ELSE 'Started by ' || actor_kind || ' ' || COALESCE(actor_arn, 'without a name') || '; required is a role or a service of AWS.'
    END AS reason,
    happened_at,
    event_name,
    image,
    actor_arn
FROM aws_workload_event
WHERE COALESCE(action = 'started', TRUE) AND (happened_at IS NULL OR date_diff('day', happened_at, $as_of) < $look_back_days)
