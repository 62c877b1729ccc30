-- Vendors under contract whose tier is critical, high or not rated.
WITH vendor AS (
    SELECT
        vendor_id,
        COALESCE(name, vendor_id) AS name,
        tier,
        COALESCE(owner, 'nobody') AS owner,
        reviewed_on,
        date_diff('day', reviewed_on, CAST($as_of AS DATE)) AS days_since
    FROM files_vendor
    WHERE (ended_on IS NULL OR ended_on >= CAST($as_of AS DATE))
        AND (started_on IS NULL OR started_on <= CAST($as_of AS DATE))
        AND COALESCE(lower(tier), 'critical') IN ('critical', 'high')
)
SELECT
    vendor_id AS item_id,
    name AS item_name,
    CASE
        WHEN tier IS NULL THEN 'unknown'
        WHEN days_since <= $days THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN tier IS NULL THEN 'Not rated, so whether it has to be reviewed is not known.'
        WHEN reviewed_on IS NULL THEN 'Never reviewed; a review every ' || CAST($days AS VARCHAR)
            || ' days is required; owner ' || owner || '.'
        ELSE 'Last reviewed on ' || CAST(reviewed_on AS VARCHAR) || '; at most ' || CAST($days AS VARCHAR)
            || ' days ago are allowed; owner ' || owner || '.'
    END AS reason,
    tier,
    reviewed_on,
    days_since
FROM vendor
