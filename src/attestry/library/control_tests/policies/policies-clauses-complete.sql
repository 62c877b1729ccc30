-- Versions that are in force, save those of policies that are retired.
SELECT
    v.version_id AS item_id,
    COALESCE(v.policy, 'a policy') || COALESCE(', version ' || CAST(v.number AS VARCHAR), '') AS item_name,
    CASE
        WHEN v.missing_clauses IS NULL THEN 'unknown'
        WHEN v.missing_clauses > 0 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN v.missing_clauses IS NULL THEN 'Whether it has its required clauses is not known.'
        WHEN v.missing_clauses > 0
            THEN CAST(v.missing_clauses AS VARCHAR) || ' required clauses are missing'
                || CASE WHEN v.has_exception THEN ', with an exception.' ELSE '.' END
        ELSE 'It has every clause that is required.'
    END AS reason,
    v.missing_clauses
FROM policies_version AS v
WHERE v.state = 'published'
    AND NOT EXISTS (
        SELECT 1
        FROM policies_policy AS p
        WHERE p.policy_id = v.policy_id AND p.retired_on IS NOT NULL
    )
