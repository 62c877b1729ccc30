SELECT
    change_id AS item_id,
    repository || ' ' || branch_name || ' ' || substr(sha, 1, 10) AS item_name,
    CASE
        WHEN parents_count IS NULL THEN 'unknown'
        WHEN COALESCE(trim(ticket), '') = '' THEN 'fail'
        WHEN landed_at IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN parents_count IS NULL THEN 'It is not known whether this is the first commit of all.'
        WHEN COALESCE(trim(ticket), '') = '' THEN 'The change names no work item; required is a trailer such as Ticket, Issue or Closes.'
        WHEN landed_at IS NULL THEN 'The change names work item ' || ticket || ', and when it landed is not known.'
        ELSE 'The change names work item ' || ticket || '.'
    END AS reason,
    ticket,
    pull_request,
    landed_at
FROM git_change
WHERE COALESCE(parents_count > 0, TRUE) AND (landed_at IS NULL OR date_diff('day', landed_at, $as_of) < $look_back_days)
