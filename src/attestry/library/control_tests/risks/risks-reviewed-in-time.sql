-- Risks that were evaluated, and when they are looked at again.
SELECT
    risk_id AS item_id,
    COALESCE(title, risk_id) AS item_name,
    CASE
        WHEN identified_on IS NULL THEN 'unknown'
        WHEN evaluated_on < identified_on THEN 'fail'
        WHEN evaluated_on IS NULL AND date_diff('day', identified_on, CAST($as_of AS DATE)) > $days_to_evaluate
            THEN 'fail'
        WHEN evaluated_on IS NULL THEN 'not_applicable'
        WHEN review_on IS NULL THEN 'unknown'
        WHEN review_on < CAST($as_of AS DATE) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN identified_on IS NULL THEN 'When it was written down is not known.'
        WHEN evaluated_on < identified_on THEN 'Evaluated before it was written down.'
        WHEN evaluated_on IS NULL AND date_diff('day', identified_on, CAST($as_of AS DATE)) > $days_to_evaluate
            THEN 'Written down on ' || CAST(identified_on AS VARCHAR) || ' and not evaluated since.'
        WHEN evaluated_on IS NULL THEN 'There is still time to evaluate it.'
        WHEN review_on IS NULL THEN 'By when it is looked at again is not known.'
        WHEN review_on < CAST($as_of AS DATE)
            THEN 'It was to be looked at again by ' || CAST(review_on AS VARCHAR) || '.'
        ELSE 'Looked at again by ' || CAST(review_on AS VARCHAR) || '.'
    END AS reason,
    identified_on,
    evaluated_on,
    review_on
FROM risks_risk
WHERE (identified_on IS NULL OR identified_on <= CAST($as_of AS DATE))
    AND (retired_on IS NULL OR retired_on > CAST($as_of AS DATE))
