-- Active accounts of people, by the days since they were last used or, if never, made.
WITH used AS (
    SELECT
        account_id,
        COALESCE(person_email, account_id) AS person,
        COALESCE(system, 'its system') AS system,
        is_active,
        last_sign_in_at,
        date_diff('day', CAST(COALESCE(last_sign_in_at, created_at) AS DATE), CAST($as_of AS DATE)) AS idle_days
    FROM files_account
    WHERE COALESCE(is_active, TRUE) AND COALESCE(lower(kind), 'person') = 'person'
)
SELECT
    account_id AS item_id,
    person AS item_name,
    CASE
        WHEN is_active IS NULL OR idle_days IS NULL THEN 'unknown'
        WHEN idle_days > $days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_active IS NULL THEN 'Whether the account is active is not known.'
        WHEN idle_days IS NULL THEN 'Neither the last sign-in nor the making of the account is known.'
        WHEN last_sign_in_at IS NULL
            THEN 'Never used in ' || system || ' since it was made ' || CAST(idle_days AS VARCHAR)
                || ' days ago; at most ' || CAST($days AS VARCHAR) || ' are allowed.'
        ELSE 'Last used in ' || system || ' ' || CAST(idle_days AS VARCHAR)
            || ' days ago; at most ' || CAST($days AS VARCHAR) || ' are allowed.'
    END AS reason,
    last_sign_in_at,
    idle_days
FROM used
