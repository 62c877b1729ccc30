-- Everyone who left, with the accounts that carry their mail address.
WITH leaver AS (
    SELECT worker_id, name, lower(email) AS email, ended_on
    FROM files_worker AS w
    WHERE (
        date_diff('day', ended_on, CAST($as_of AS DATE)) BETWEEN 1 AND $look_back_days
        OR (ended_on IS NULL AND is_active = FALSE)
    )
    AND NOT EXISTS (
        SELECT 1
        FROM files_worker AS again
        WHERE lower(again.email) = lower(w.email)
            AND again.worker_id <> w.worker_id
            AND again.is_active = TRUE
            AND (again.ended_on IS NULL OR again.ended_on >= CAST($as_of AS DATE))
    )
),
held AS (
    SELECT
        leaver.worker_id,
        COUNT(a.account_id) AS account_count,
        MIN(CASE WHEN a.is_active = TRUE THEN a.account_id END) AS open_account,
        MIN(
            CASE
                WHEN a.is_active = FALSE
                    AND date_diff('day', leaver.ended_on, CAST(a.disabled_at AS DATE)) > $days
                    THEN a.account_id
            END
        ) AS late_account,
        MIN(
            CASE
                WHEN a.account_id IS NOT NULL
                    AND (a.is_active IS NULL OR (a.is_active = FALSE AND a.disabled_at IS NULL))
                    THEN a.account_id
            END
        ) AS undated_account
    FROM leaver
    LEFT JOIN files_account AS a ON lower(a.person_email) = leaver.email
    GROUP BY leaver.worker_id
),
judged AS (
    SELECT
        leaver.worker_id,
        leaver.name,
        leaver.email,
        leaver.ended_on,
        date_diff('day', leaver.ended_on, CAST($as_of AS DATE)) AS days_gone,
        held.account_count,
        held.open_account,
        held.late_account,
        held.undated_account
    FROM leaver
    INNER JOIN held ON held.worker_id = leaver.worker_id
)
SELECT
    worker_id AS item_id,
    COALESCE(name, worker_id) AS item_name,
    CASE
        WHEN ended_on IS NULL OR email IS NULL THEN 'unknown'
        WHEN late_account IS NOT NULL THEN 'fail'
        WHEN open_account IS NOT NULL AND days_gone > $days THEN 'fail'
        WHEN undated_account IS NOT NULL THEN 'unknown'
        WHEN open_account IS NOT NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN ended_on IS NULL THEN 'No longer active, and the last working day is not known.'
        WHEN email IS NULL THEN 'Has no mail address, so the accounts cannot be found.'
        WHEN late_account IS NOT NULL
            THEN 'Account ' || late_account || ' was disabled later than ' || CAST($days AS VARCHAR)
                || ' days after the last working day, ' || CAST(ended_on AS VARCHAR) || '.'
        WHEN open_account IS NOT NULL AND days_gone > $days
            THEN 'Account ' || open_account || ' is still active ' || CAST(days_gone AS VARCHAR)
                || ' days after the last working day; at most ' || CAST($days AS VARCHAR) || ' are allowed.'
        WHEN undated_account IS NOT NULL
            THEN 'When account ' || undated_account || ' was disabled is not known.'
        WHEN open_account IS NOT NULL
            THEN 'Left ' || CAST(days_gone AS VARCHAR) || ' days ago; the time of '
                || CAST($days AS VARCHAR) || ' days still runs.'
        WHEN account_count = 0 THEN 'No account carries the mail address any more.'
        ELSE 'All ' || CAST(account_count AS VARCHAR) || ' accounts were disabled within '
            || CAST($days AS VARCHAR) || ' days.'
    END AS reason,
    ended_on,
    account_count,
    open_account,
    late_account
FROM judged
