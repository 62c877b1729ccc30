SELECT
    change_id AS item_id,
    repository || ' ' || branch_name || ' ' || substr(sha, 1, 10) AS item_name,
    CASE WHEN ticket IS NULL THEN 'fail' ELSE 'pass' END AS outcome,
    CASE
        WHEN ticket IS NULL THEN 'The change names no work item; required is a trailer such as Ticket, Issue or Closes.'
        ELSE 'The change names work item ' || ticket || '.'
    END AS reason,
    ticket,
    pull_request,
    landed_at
FROM git_change
WHERE parents_count > 0 AND (landed_at IS NULL OR date_diff('day', landed_at, $as_of) < $look_back_days)
