-- Risks of which much remains after treatment.
SELECT
    risk_id AS item_id,
    COALESCE(title, risk_id) AS item_name,
    CASE
        WHEN control_count > 0 OR has_plan THEN 'pass'
        WHEN accepted_until >= CAST($as_of AS DATE) THEN 'pass'
        WHEN has_plan IS NULL OR control_count IS NULL THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN control_count > 0 OR has_plan THEN 'A control or a plan answers it.'
        WHEN accepted_until >= CAST($as_of AS DATE)
            THEN 'Accepted until ' || CAST(accepted_until AS VARCHAR) || '.'
        WHEN has_plan IS NULL OR control_count IS NULL THEN 'What is done about it is not known.'
        ELSE 'Much remains of it, and nothing is done about it.'
    END AS reason,
    residual_level,
    control_count,
    has_plan,
    accepted_until
FROM risks_risk
WHERE residual_level IN ('high', 'critical')
    AND (retired_on IS NULL OR retired_on > CAST($as_of AS DATE))
