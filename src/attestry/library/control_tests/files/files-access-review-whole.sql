-- Accounts of people that were there when the last review of their system was listed.
WITH last_review AS (
    SELECT
        lower(system) AS system_key,
        MAX(COALESCE(due_on, decided_on)) AS due_on
    FROM files_access_review_item
    WHERE date_diff('day', COALESCE(due_on, decided_on), CAST($as_of AS DATE)) <= $look_back_days
    GROUP BY lower(system)
),
held AS (
    SELECT
        a.account_id,
        COALESCE(a.person_email, a.sign_in_name, a.account_id) AS person,
        a.system,
        a.is_active,
        a.created_at,
        r.due_on,
        (
            SELECT COUNT(*)
            FROM files_access_review_item AS i
            WHERE lower(i.account_id) = lower(a.account_id)
                AND date_diff('day', COALESCE(i.due_on, i.decided_on), r.due_on) < $listed_days
        ) AS line_count
    FROM files_account AS a
    INNER JOIN last_review AS r ON r.system_key = lower(a.system)
    WHERE COALESCE(a.is_active, TRUE)
        AND COALESCE(lower(a.kind), 'person') = 'person'
        AND (a.created_at IS NULL OR date_diff('day', CAST(a.created_at AS DATE), r.due_on) >= $listed_days)
)
SELECT
    account_id AS item_id,
    person AS item_name,
    CASE
        WHEN is_active IS NULL THEN 'unknown'
        WHEN line_count > 0 THEN 'pass'
        WHEN created_at IS NULL THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_active IS NULL THEN 'Whether the account in ' || system || ' is active is not known.'
        WHEN line_count > 0 THEN 'In the review of ' || system || ' due on ' || CAST(due_on AS VARCHAR) || '.'
        WHEN created_at IS NULL THEN 'Whether the account in ' || system || ' was there when the review was listed is not known.'
        ELSE 'Not in the review of ' || system || ' due on ' || CAST(due_on AS VARCHAR) || '; the account exists since '
            || CAST(CAST(created_at AS DATE) AS VARCHAR) || '.'
    END AS reason,
    system,
    due_on,
    created_at
FROM held
