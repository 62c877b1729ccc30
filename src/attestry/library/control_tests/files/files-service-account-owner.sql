-- Active accounts that are not a person's, and whether their owner works here.
WITH owned AS (
    SELECT
        a.account_id,
        a.kind,
        MAX(COALESCE(a.system, 'its system')) AS system,
        a.owner_email,
        a.is_active,
        SUM(
            CASE
                WHEN w.worker_id IS NOT NULL
                    AND COALESCE(w.is_active, TRUE)
                    AND (w.ended_on IS NULL OR w.ended_on >= CAST($as_of AS DATE))
                    THEN 1
                ELSE 0
            END
        ) AS working_count
    FROM files_account AS a
    LEFT JOIN files_worker AS w ON lower(w.email) = lower(a.owner_email)
    WHERE COALESCE(a.is_active, TRUE) AND COALESCE(lower(a.kind), '') <> 'person'
    GROUP BY a.account_id, a.kind, a.owner_email, a.is_active
)
SELECT
    account_id AS item_id,
    account_id AS item_name,
    CASE
        WHEN kind IS NULL OR is_active IS NULL THEN 'unknown'
        WHEN working_count > 0 THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN kind IS NULL THEN 'Whether it is a person, service or shared account is not known.'
        WHEN is_active IS NULL THEN 'Whether the account is active is not known.'
        WHEN working_count > 0 THEN owner_email || ' answers for it.'
        WHEN owner_email IS NULL THEN 'Nobody answers for this account in ' || system || '.'
        ELSE 'Its owner, ' || owner_email || ', does not work here.'
    END AS reason,
    kind,
    owner_email,
    working_count
FROM owned
