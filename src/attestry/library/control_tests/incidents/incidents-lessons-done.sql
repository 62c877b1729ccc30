-- What incidents and exercises taught to do, open or done within the look-back.
SELECT
    follow_up_id AS item_id,
    COALESCE(title, follow_up_id) AS item_name,
    CASE
        WHEN due_on IS NULL THEN 'unknown'
        WHEN done_on <= due_on THEN 'pass'
        WHEN done_on > due_on OR due_on < CAST($as_of AS DATE) THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CASE
        WHEN due_on IS NULL THEN 'By when it is done is not known.'
        WHEN done_on <= due_on THEN 'Done in time.'
        WHEN done_on > due_on
            THEN 'Done ' || CAST(date_diff('day', due_on, done_on) AS VARCHAR) || ' days late.'
        WHEN due_on < CAST($as_of AS DATE) THEN 'It was to be done by ' || CAST(due_on AS VARCHAR) || '.'
        ELSE 'There is time until ' || CAST(due_on AS VARCHAR) || '.'
    END AS reason,
    source,
    owner_email,
    due_on,
    done_on
FROM incidents_follow_up
WHERE done_on IS NULL OR date_diff('day', done_on, CAST($as_of AS DATE)) <= $look_back_days
