-- Privileged access that stands at the instant asked for.
WITH standing AS (
    SELECT
        grant_id,
        COALESCE(role, 'administrator') || ' in ' || COALESCE(system, 'a system') || ' for '
            || COALESCE(account_id, 'an account') AS what,
        is_privileged,
        ends_at,
        date_diff('day', CAST(granted_at AS DATE), CAST(ends_at AS DATE)) AS span_days
    FROM files_access_grant
    WHERE COALESCE(is_privileged, TRUE)
        AND granted_at <= $as_of
        AND (removed_at IS NULL OR removed_at > $as_of)
        AND (ends_at IS NULL OR ends_at > $as_of)
)
SELECT
    grant_id AS item_id,
    what AS item_name,
    CASE
        WHEN is_privileged IS NULL THEN 'unknown'
        WHEN ends_at IS NULL OR span_days > $most_days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_privileged IS NULL THEN 'Whether the role is an administrator''s is not known.'
        WHEN ends_at IS NULL THEN 'Has no end; at most ' || CAST($most_days AS VARCHAR) || ' days are allowed.'
        ELSE 'Runs for ' || CAST(span_days AS VARCHAR) || ' days; at most '
            || CAST($most_days AS VARCHAR) || ' are allowed.'
    END AS reason,
    ends_at,
    span_days
FROM standing
