-- Risks of the register about which something is planned.
SELECT
    risk_id AS item_id,
    COALESCE(title, risk_id) AS item_name,
    CASE
        WHEN has_plan IS NULL THEN 'unknown'
        WHEN treated_on <= CAST($as_of AS DATE) THEN 'pass'
        WHEN treated_on IS NOT NULL THEN 'unknown'
        WHEN treatment_due_on >= CAST($as_of AS DATE) THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN has_plan IS NULL THEN 'Whether anything is planned is not known.'
        WHEN treated_on <= CAST($as_of AS DATE) THEN 'Done on ' || CAST(treated_on AS VARCHAR) || '.'
        WHEN treated_on IS NOT NULL THEN 'It is said to be done on a day that is still to come.'
        WHEN treatment_due_on >= CAST($as_of AS DATE)
            THEN 'To be done by ' || CAST(treatment_due_on AS VARCHAR) || '.'
        ELSE COALESCE('It was to be done by ' || CAST(treatment_due_on AS VARCHAR), 'No day is set for it') || '.'
    END AS reason,
    treatment,
    treatment_due_on,
    treated_on
FROM risks_risk
WHERE COALESCE(has_plan, true) AND evaluated_on IS NOT NULL
    AND (retired_on IS NULL OR retired_on > CAST($as_of AS DATE))
