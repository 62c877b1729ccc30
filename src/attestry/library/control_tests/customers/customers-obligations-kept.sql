-- Clauses in force that ask for something other than a report, or have to be read again.
SELECT
    obligation_id AS item_id,
    COALESCE(customer, 'a customer') || ', ' || COALESCE(contract, 'a contract') AS item_name,
    CASE
        WHEN report NOT IN ('soc2_type1', 'soc2_type2', 'soc3', 'iso27001') THEN 'unknown'
        WHEN report IS NULL AND fulfilled_on IS NULL AND due_on < CAST($as_of AS DATE) THEN 'fail'
        WHEN next_review_on IS NULL OR next_review_on < CAST($as_of AS DATE) THEN 'fail'
        WHEN has_owner IS NULL THEN 'unknown'
        WHEN NOT has_owner THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN report NOT IN ('soc2_type1', 'soc2_type2', 'soc3', 'iso27001') THEN 'It asks for a report that nobody knows.'
        WHEN report IS NULL AND fulfilled_on IS NULL AND due_on < CAST($as_of AS DATE)
            THEN 'It was due on ' || CAST(due_on AS VARCHAR) || ', and nobody says that it was done.'
        WHEN next_review_on IS NULL THEN 'No day is set on which it is read again.'
        WHEN next_review_on < CAST($as_of AS DATE)
            THEN 'It was to be read again by ' || CAST(next_review_on AS VARCHAR) || '.'
        WHEN has_owner IS NULL THEN 'Whether anybody answers for it is not known.'
        WHEN NOT has_owner THEN 'Nobody answers for it.'
        ELSE 'Somebody answers for it, and nothing of it is overdue.'
    END AS reason,
    due_on,
    fulfilled_on,
    next_review_on,
    has_owner
FROM customers_obligation
WHERE stage = 'customer' AND (ended_on IS NULL OR ended_on > CAST($as_of AS DATE))
