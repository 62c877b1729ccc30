-- What people who work here are asked to acknowledge.
WITH asked AS (
    SELECT
        duty_id,
        COALESCE(policy, 'a policy') || ', ' || COALESCE(person_email, person_id, 'somebody') AS what,
        asked_on,
        due_on,
        acknowledged_on,
        acknowledged_on IS NOT NULL
            AND (
                COALESCE(is_once, FALSE)
                OR date_diff('day', acknowledged_on, CAST($as_of AS DATE)) <= $days_valid
            ) AS counts
    FROM policies_duty
    WHERE person_ended_on IS NULL OR person_ended_on >= CAST($as_of AS DATE)
)
SELECT
    duty_id AS item_id,
    what AS item_name,
    CASE
        WHEN due_on IS NULL THEN 'unknown'
        WHEN counts THEN 'pass'
        WHEN acknowledged_on IS NOT NULL THEN 'fail'
        WHEN due_on < CAST($as_of AS DATE) THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CASE
        WHEN due_on IS NULL THEN 'By when it has to be acknowledged is not known.'
        WHEN counts THEN 'Acknowledged on ' || CAST(acknowledged_on AS VARCHAR) || '.'
        WHEN acknowledged_on IS NOT NULL
            THEN 'Acknowledged on ' || CAST(acknowledged_on AS VARCHAR) || ', which counts for '
                || CAST($days_valid AS VARCHAR) || ' days, and not again since.'
        WHEN due_on < CAST($as_of AS DATE)
            THEN 'Due on ' || CAST(due_on AS VARCHAR) || ' and not acknowledged.'
        ELSE 'Not acknowledged yet; there is time until ' || CAST(due_on AS VARCHAR) || '.'
    END AS reason,
    asked_on,
    due_on,
    acknowledged_on
FROM asked
