-- Duties to acknowledge, save those of people who left before their time was over.
WITH asked AS (
    SELECT
        p.acknowledgement_id,
        COALESCE(p.policy, 'a policy') || COALESCE(' ' || p.version, '') || ', '
            || COALESCE(p.worker_email, p.worker_id, 'somebody') AS what,
        p.asked_on,
        p.acknowledged_on,
        date_diff('day', p.asked_on, COALESCE(p.acknowledged_on, CAST($as_of AS DATE))) AS days_taken
    FROM files_policy_acknowledgement AS p
    WHERE COALESCE(date_diff('day', p.asked_on, CAST($as_of AS DATE)), 0) <= $look_back_days
        AND NOT EXISTS (
            SELECT 1
            FROM files_worker AS w
            WHERE (w.worker_id = p.worker_id OR lower(w.email) = lower(p.worker_email))
                AND w.ended_on < CAST($as_of AS DATE)
                AND (p.asked_on IS NULL OR date_diff('day', p.asked_on, w.ended_on) <= $days)
        )
)
SELECT
    acknowledgement_id AS item_id,
    what AS item_name,
    CASE
        WHEN days_taken IS NULL THEN 'unknown'
        WHEN days_taken > $days THEN 'fail'
        WHEN acknowledged_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN days_taken IS NULL THEN 'When the person was asked is not known.'
        WHEN acknowledged_on IS NULL
            THEN 'Asked ' || CAST(days_taken AS VARCHAR) || ' days ago and not acknowledged; at most '
                || CAST($days AS VARCHAR) || ' days are allowed.'
        ELSE 'Acknowledged after ' || CAST(days_taken AS VARCHAR) || ' days; at most '
            || CAST($days AS VARCHAR) || ' are allowed.'
    END AS reason,
    asked_on,
    acknowledged_on,
    days_taken
FROM asked
