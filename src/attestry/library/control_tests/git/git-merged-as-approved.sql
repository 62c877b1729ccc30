SELECT
    change_id AS item_id,
    repository || ' ' || branch_name || ' ' || substr(sha, 1, 10) AS item_name,
    CASE
        WHEN NOT is_approved_head OR substr(approved_sha, 1, 7) <> substr(head_sha, 1, 7) THEN 'fail'
        WHEN is_approved_head IS NULL OR approved_sha IS NULL OR head_sha IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN approved_sha IS NULL THEN
            'The record does not say which commit of pull request ' || pull_request || ' was approved.'
        WHEN is_approved_head IS NULL OR head_sha IS NULL THEN
            'The record does not say which commit of pull request ' || pull_request || ' was merged.'
        WHEN is_approved_head AND substr(approved_sha, 1, 7) = substr(head_sha, 1, 7) THEN
            'Pull request ' || pull_request || ' was merged at the approved commit ' || substr(approved_sha, 1, 10) || '.'
        ELSE
            'Pull request ' || pull_request || ' was approved at ' || substr(approved_sha, 1, 10)
            || ' but merged at ' || substr(head_sha, 1, 10) || ': commits were pushed after the approval.'
    END AS reason,
    pull_request,
    approved_sha,
    head_sha
FROM git_change
WHERE trim(pull_request) <> '' AND (approved_sha IS NOT NULL OR reviewers_count > 0)
