-- Accounts of people, shared ones included, that are active or not known to be disabled.
WITH held AS (
    SELECT
        account_id,
        COALESCE(person_email, sign_in_name, account_id) AS person,
        COALESCE(system, 'a system without a name') AS system,
        is_active,
        lower(mfa_factor) AS factor
    FROM files_account
    WHERE COALESCE(is_active, TRUE) AND COALESCE(lower(kind), 'person') <> 'service'
),
judged AS (
    SELECT
        account_id,
        person,
        system,
        is_active,
        factor,
        CASE
            WHEN is_active IS NULL OR factor IS NULL THEN 'unknown'
            WHEN factor = 'none' THEN 'fail'
            WHEN factor IN ('sms', 'voice', 'email', 'mail') AND NOT $accept_messages THEN 'fail'
            ELSE 'pass'
        END AS outcome
    FROM held
)
SELECT
    account_id AS item_id,
    person AS item_name,
    outcome,
    CASE
        WHEN is_active IS NULL THEN 'Whether the account in ' || system || ' is active is not known.'
        WHEN factor IS NULL THEN 'The second factor in ' || system || ' is not known.'
        WHEN factor = 'none' THEN person || ' has no second factor in ' || system || '.'
        WHEN outcome = 'fail'
            THEN person || ' has only ' || factor || ' in ' || system || '; a passkey, key or app is required.'
        ELSE person || ' has ' || factor || ' in ' || system || '.'
    END AS reason,
    system,
    factor
FROM judged
