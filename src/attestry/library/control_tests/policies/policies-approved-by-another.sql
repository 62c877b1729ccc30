-- Versions that are in force, save those of policies that are retired.
WITH decided AS (
    SELECT
        version_id,
        count(*) AS approvals,
        count(*) FILTER (WHERE NOT is_writer) AS by_another,
        count(*) FILTER (WHERE is_writer IS NULL) AS by_whom_unknown
    FROM policies_approval
    WHERE decision = 'approved'
    GROUP BY version_id
)
SELECT
    v.version_id AS item_id,
    COALESCE(v.policy, 'a policy') || COALESCE(', version ' || CAST(v.number AS VARCHAR), '') AS item_name,
    CASE
        WHEN d.approvals IS NULL THEN 'fail'
        WHEN d.by_another > 0 THEN 'pass'
        WHEN d.by_whom_unknown > 0 THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN d.approvals IS NULL THEN 'It is in force and nobody approved it.'
        WHEN d.by_another > 0 THEN 'Approved by somebody who did not write in it.'
        WHEN d.by_whom_unknown > 0 THEN 'Whether who approved it had written in it is not known.'
        ELSE 'Only somebody who wrote in it approved it.'
    END AS reason,
    v.published_at,
    d.approvals
FROM policies_version AS v
LEFT JOIN decided AS d ON d.version_id = v.version_id
WHERE v.state = 'published'
    AND NOT EXISTS (
        SELECT 1
        FROM policies_policy AS p
        WHERE p.policy_id = v.policy_id AND p.retired_on IS NOT NULL
    )
