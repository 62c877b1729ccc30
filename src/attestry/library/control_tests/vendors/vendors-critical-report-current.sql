-- Critical vendors and subservice organizations that are carved out.
WITH vendor AS (
    SELECT
        vendor_id,
        COALESCE(name, vendor_id) AS name,
        tier,
        report_kind,
        report_ends_on,
        report_bridged_until,
        date_diff('day', report_ends_on, CAST($as_of AS DATE)) AS days_since
    FROM vendors_vendor
    WHERE (ended_on IS NULL OR ended_on >= CAST($as_of AS DATE))
        AND (COALESCE(tier, 'critical') = 'critical' OR method = 'carve_out')
)
SELECT
    vendor_id AS item_id,
    name AS item_name,
    CASE
        WHEN tier IS NULL THEN 'unknown'
        WHEN report_kind IS NULL THEN 'fail'
        WHEN report_ends_on IS NULL THEN 'unknown'
        WHEN days_since <= $days OR report_bridged_until >= CAST($as_of AS DATE) THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN tier IS NULL THEN 'How much it matters is not known.'
        WHEN report_kind IS NULL THEN 'No report was received.'
        WHEN report_ends_on IS NULL THEN 'Until when its report speaks is not known.'
        ELSE 'Its report speaks until ' || CAST(report_ends_on AS VARCHAR)
            || COALESCE(', a letter until ' || CAST(report_bridged_until AS VARCHAR), '') || '; at most '
            || CAST($days AS VARCHAR) || ' days ago are allowed.'
    END AS reason,
    report_ends_on,
    report_bridged_until,
    days_since
FROM vendor
