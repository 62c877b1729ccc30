SELECT
    change_id AS item_id,
    repository || ' ' || branch_name || ' ' || substr(sha, 1, 10) AS item_name,
    CASE
        WHEN parents_count IS NULL THEN 'unknown'
        WHEN is_bypass IS NULL THEN 'unknown'
        WHEN is_bypass THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN parents_count IS NULL THEN 'It is not known whether this is the first commit of all.'
        WHEN is_bypass IS NULL THEN 'It is not known whether the branch rules were overridden.'
        WHEN is_bypass THEN
            COALESCE(bypass_by, 'Somebody not named') || ' overrode the rules of ' || branch_name
            || '. Required is a merge that keeps them.'
        ELSE 'No override of the rules of ' || branch_name || ' is recorded.'
    END AS reason,
    bypass_by,
    pull_request,
    landed_at
FROM git_change
WHERE COALESCE(parents_count > 0, TRUE)
