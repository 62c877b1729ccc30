-- Versions in force that somebody approved, save those of policies that are retired.
WITH approved AS (
    SELECT
        v.version_id,
        count(*) FILTER (WHERE a.digest = v.digest) AS fits,
        count(*) FILTER (WHERE a.digest IS NULL) AS is_unsaid
    FROM policies_version AS v
    JOIN policies_approval AS a ON a.version_id = v.version_id
    WHERE a.decision = 'approved'
    GROUP BY v.version_id
)
SELECT
    v.version_id AS item_id,
    COALESCE(v.policy, 'a policy') || COALESCE(', version ' || CAST(v.number AS VARCHAR), '') AS item_name,
    CASE
        WHEN d.fits > 0 THEN 'pass'
        WHEN v.digest IS NULL OR d.is_unsaid > 0 THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN d.fits > 0 THEN 'The text in force is the one that was approved.'
        WHEN v.digest IS NULL THEN 'The digest of the text in force is not known.'
        WHEN d.is_unsaid > 0 THEN 'Which text was approved is not known.'
        ELSE 'No approval is of the text in force, whose digest is ' || v.digest || '.'
    END AS reason,
    v.published_at,
    v.digest
FROM policies_version AS v
JOIN approved AS d ON d.version_id = v.version_id
WHERE v.state = 'published'
    AND NOT EXISTS (
        SELECT 1
        FROM policies_policy AS p
        WHERE p.policy_id = v.policy_id AND p.retired_on IS NOT NULL
    )
