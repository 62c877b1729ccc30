-- Active accounts of people, matched to the people list by mail address.
WITH matched AS (
    SELECT
        a.account_id,
        MAX(COALESCE(a.person_email, a.sign_in_name, a.account_id)) AS person,
        MAX(COALESCE(a.system, 'a system without a name')) AS system,
        a.person_email,
        a.is_active,
        COUNT(w.worker_id) AS worker_count,
        SUM(
            CASE
                WHEN COALESCE(w.is_active, TRUE)
                    AND (w.ended_on IS NULL OR w.ended_on >= CAST($as_of AS DATE))
                    AND w.worker_id IS NOT NULL
                    THEN 1
                ELSE 0
            END
        ) AS working_count
    FROM files_account AS a
    LEFT JOIN files_worker AS w ON lower(w.email) = lower(a.person_email)
    WHERE COALESCE(a.is_active, TRUE) AND COALESCE(lower(a.kind), 'person') = 'person'
    GROUP BY a.account_id, a.person_email, a.is_active
),
listed AS (
    SELECT COUNT(*) AS listed_count FROM files_worker
)
SELECT
    matched.account_id AS item_id,
    matched.person AS item_name,
    CASE
        WHEN listed.listed_count = 0 OR matched.is_active IS NULL THEN 'unknown'
        WHEN matched.working_count > 0 THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN listed.listed_count = 0 THEN 'The list of workers is empty.'
        WHEN matched.is_active IS NULL THEN 'Whether the account is active is not known.'
        WHEN matched.working_count > 0 THEN matched.person || ' works here.'
        WHEN matched.person_email IS NULL THEN 'The account in ' || matched.system || ' is tied to nobody.'
        WHEN matched.worker_count > 0 THEN matched.person || ' left, and the account in ' || matched.system || ' is active.'
        ELSE matched.person || ' is not on the list of workers, and the account in ' || matched.system || ' is active.'
    END AS reason,
    matched.system,
    matched.worker_count,
    matched.working_count
FROM matched
CROSS JOIN listed
