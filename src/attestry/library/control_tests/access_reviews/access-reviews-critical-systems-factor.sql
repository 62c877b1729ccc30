-- Systems that somebody marked as critical.
WITH judged AS (
    SELECT
        *,
        CASE
            WHEN is_critical IS NULL THEN 'unknown'
            WHEN lacking_count > 0 THEN 'fail'
            WHEN list_entry IS NULL OR account_count IS NULL OR lacking_count IS NULL THEN 'unknown'
            WHEN account_count = 0 OR COALESCE(unknown_count, 1) > 0 THEN 'unknown'
            WHEN COALESCE(is_list_short, TRUE) THEN 'unknown'
            ELSE 'pass'
        END AS outcome
    FROM access_reviews_system
    WHERE COALESCE(is_critical, TRUE)
)
SELECT
    system_id AS item_id,
    COALESCE(system, system_id) AS item_name,
    outcome,
    CASE
        WHEN outcome = 'fail'
            THEN lacking_count || ' of ' || COALESCE(CAST(account_count AS VARCHAR), 'an unknown number')
                || ' sign in without a strong second factor: ' || COALESCE(lacking, 'not named') || '.'
        WHEN is_critical IS NULL THEN 'Whether the system is critical is not known.'
        WHEN list_entry IS NULL THEN 'No sealed list of accounts has this system.'
        WHEN outcome = 'unknown' AND COALESCE(is_list_short, TRUE) THEN 'The list of accounts may not be whole.'
        WHEN outcome = 'unknown' AND account_count = 0 THEN 'The list has nobody who signs in.'
        WHEN outcome = 'unknown' THEN 'Of somebody who signs in, the second factor is not known.'
        ELSE 'All ' || account_count || ' who sign in have a strong second factor.'
    END AS reason,
    account_count,
    lacking_count,
    list_entry
FROM judged
