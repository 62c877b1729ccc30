-- Access that was given within the look-back.
WITH given_access AS (
    SELECT
        grant_id,
        COALESCE(role, 'access') || ' in ' || COALESCE(system, 'a system') || ' to '
            || COALESCE(account_id, 'an account') AS what,
        requested_by,
        approved_by,
        approved_at,
        granted_at
    FROM files_access_grant
    WHERE date_diff('day', CAST(granted_at AS DATE), CAST($as_of AS DATE)) <= $look_back_days
)
SELECT
    grant_id AS item_id,
    what AS item_name,
    CASE
        WHEN approved_by IS NULL OR requested_by IS NULL THEN 'fail'
        WHEN lower(approved_by) = lower(requested_by) THEN 'fail'
        WHEN approved_at IS NULL THEN 'unknown'
        WHEN approved_at > granted_at THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN approved_by IS NULL THEN 'Nobody approved it.'
        WHEN requested_by IS NULL THEN 'No request is recorded; a request and an approval are required.'
        WHEN lower(approved_by) = lower(requested_by) THEN approved_by || ' approved the own request.'
        WHEN approved_at IS NULL THEN 'When ' || approved_by || ' approved is not known.'
        WHEN approved_at > granted_at
            THEN 'Given on ' || CAST(granted_at AS VARCHAR) || ' and approved only on '
                || CAST(approved_at AS VARCHAR) || '.'
        ELSE 'Approved by ' || approved_by || ' before it was given.'
    END AS reason,
    requested_by,
    approved_by,
    approved_at,
    granted_at
FROM given_access
