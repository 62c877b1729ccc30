-- Vendors of the register whose relation goes on, low ones left out.
SELECT
    vendor_id AS item_id,
    COALESCE(name, vendor_id) AS item_name,
    CASE
        WHEN review_due_on IS NULL OR tier IS NULL THEN 'unknown'
        WHEN review_due_on < CAST($as_of AS DATE) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN tier IS NULL THEN 'How much it matters is not known.'
        WHEN review_due_on IS NULL THEN 'By when it is to be reviewed is not known.'
        ELSE 'To be reviewed by ' || CAST(review_due_on AS VARCHAR) || '; '
            || COALESCE('last reviewed on ' || CAST(reviewed_on AS VARCHAR), 'never reviewed') || '.'
    END AS reason,
    review_due_on,
    reviewed_on
FROM vendors_vendor
WHERE (ended_on IS NULL OR ended_on >= CAST($as_of AS DATE)) AND COALESCE(tier, 'critical') <> 'low'
