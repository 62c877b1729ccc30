SELECT
    change_id AS item_id,
    repository || ' ' || branch_name || ' ' || substr(sha, 1, 10) AS item_name,
    CASE
        WHEN parents_count IS NULL THEN 'unknown'
        WHEN is_direct_push IS NULL THEN 'unknown'
        WHEN is_direct_push THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN parents_count IS NULL THEN 'It is not known whether this is the first commit of all.'
        WHEN is_direct_push IS NULL THEN 'It is not known whether the change came through a pull request.'
        WHEN is_direct_push THEN
            'The change names no pull request: it was pushed to ' || branch_name || ' directly. Required is a pull request.'
        ELSE 'The change came through pull request ' || COALESCE(pull_request, '(not named)') || '.'
    END AS reason,
    branch_name,
    pull_request,
    committer_email
FROM git_change
WHERE COALESCE(parents_count > 0, TRUE)
