-- Critical and unrated vendors under contract.
WITH vendor AS (
    SELECT
        vendor_id,
        COALESCE(name, vendor_id) AS name,
        assurance,
        assured_until_on,
        date_diff('day', assured_until_on, CAST($as_of AS DATE)) AS days_since
    FROM files_vendor
    WHERE (ended_on IS NULL OR ended_on >= CAST($as_of AS DATE))
        AND COALESCE(lower(tier), 'critical') = 'critical'
)
SELECT
    vendor_id AS item_id,
    name AS item_name,
    CASE
        WHEN COALESCE(trim(assurance), '') = '' THEN 'fail'
        WHEN assured_until_on IS NULL THEN 'unknown'
        WHEN days_since > $days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN COALESCE(trim(assurance), '') = '' THEN 'No assurance was obtained.'
        WHEN assured_until_on IS NULL THEN 'Until when its ' || assurance || ' speaks is not known.'
        ELSE 'Its ' || assurance || ' speaks until ' || CAST(assured_until_on AS VARCHAR) || '; at most '
            || CAST($days AS VARCHAR) || ' days ago are allowed.'
    END AS reason,
    assurance,
    assured_until_on,
    days_since
FROM vendor
