-- Risks that the company has decided to live with.
SELECT
    risk_id AS item_id,
    COALESCE(title, risk_id) AS item_name,
    CASE
        WHEN accepted_by IS NULL THEN 'fail'
        WHEN accepted_until IS NULL THEN 'unknown'
        WHEN accepted_until < CAST($as_of AS DATE) THEN 'fail'
        WHEN owner_email IS NULL THEN 'unknown'
        WHEN accepted_by = owner_email THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN accepted_by IS NULL THEN 'Nobody has accepted what remains of it.'
        WHEN accepted_until IS NULL THEN 'Until when it is accepted is not known.'
        WHEN accepted_until < CAST($as_of AS DATE)
            THEN 'The acceptance ended on ' || CAST(accepted_until AS VARCHAR) || '.'
        WHEN owner_email IS NULL THEN 'Who answers for it is not known, nor whether another accepted it.'
        WHEN accepted_by = owner_email THEN 'Its own owner accepted it.'
        ELSE 'Accepted by ' || accepted_by || ' until ' || CAST(accepted_until AS VARCHAR) || '.'
    END AS reason,
    accepted_by,
    accepted_until,
    owner_email
FROM risks_risk
WHERE treatment = 'accept'
    AND (retired_on IS NULL OR retired_on > CAST($as_of AS DATE))
