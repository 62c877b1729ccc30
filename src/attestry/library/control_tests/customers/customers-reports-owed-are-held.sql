-- Report clauses of customers' contracts that are in force.
SELECT
    obligation_id AS item_id,
    COALESCE(customer, 'a customer') || ', ' || COALESCE(report, 'a report') AS item_name,
    CASE
        WHEN report NOT IN ('soc2_type1', 'soc2_type2', 'soc3', 'iso27001') THEN 'unknown'
        WHEN standing = 'lapses_soon' AND lapses_on IS NULL THEN 'unknown'
        WHEN standing IN ('met', 'lapses_soon') AND (lapses_on IS NULL OR lapses_on > CAST($as_of AS DATE)) THEN 'pass'
        WHEN standing IN ('met', 'lapses_soon', 'missing', 'modified', 'lapsed') THEN 'fail'
        WHEN standing = 'not_due' AND due_on IS NULL THEN 'unknown'
        WHEN standing = 'not_due' AND due_on <= CAST($as_of AS DATE) THEN 'fail'
        WHEN standing = 'not_due' AND planned_on IS NOT NULL AND planned_on <= due_on THEN 'pass'
        WHEN standing = 'not_due' AND date_diff('day', CAST($as_of AS DATE), due_on) <= $days_ahead THEN 'fail'
        WHEN standing = 'not_due' THEN 'not_applicable'
        ELSE 'unknown'
    END AS outcome,
    CASE
        WHEN report NOT IN ('soc2_type1', 'soc2_type2', 'soc3', 'iso27001') THEN 'It asks for a report that nobody knows.'
        WHEN standing = 'lapses_soon' AND lapses_on IS NULL THEN 'From when it is too old is not known.'
        WHEN standing IS NULL THEN 'How the clause stands is not known.'
        WHEN standing IN ('met', 'lapses_soon') AND lapses_on <= CAST($as_of AS DATE)
            THEN 'The report that served was too old from ' || CAST(lapses_on AS VARCHAR) || '.'
        WHEN standing IN ('met', 'lapses_soon') THEN 'Served: ' || COALESCE(standing_why, 'a report is held') || '.'
        WHEN standing = 'not_due' AND due_on IS NULL THEN 'By when the report is due is not known.'
        WHEN standing = 'not_due' AND due_on <= CAST($as_of AS DATE)
            THEN 'Due on ' || CAST(due_on AS VARCHAR) || ', and none was held when it was last read.'
        WHEN standing = 'not_due' AND planned_on <= due_on
            THEN 'Due on ' || CAST(due_on AS VARCHAR) || ', planned for ' || CAST(planned_on AS VARCHAR) || '.'
        WHEN standing = 'not_due'
            THEN 'Due on ' || CAST(due_on AS VARCHAR) || ', and no report is planned that comes in time.'
        ELSE 'Not served: ' || COALESCE(standing_why, 'no report fits') || '.'
    END AS reason,
    standing,
    due_on,
    planned_on,
    lapses_on
FROM customers_obligation
WHERE report IS NOT NULL AND stage = 'customer' AND (ended_on IS NULL OR ended_on > CAST($as_of AS DATE))
