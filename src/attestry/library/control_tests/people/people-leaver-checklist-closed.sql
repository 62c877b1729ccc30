-- Checklists of people who left within the look-back.
WITH leaver AS (
    SELECT
        checklist_id,
        COALESCE(person_name, person_email, checklist_id) AS who,
        from_on,
        closed_on,
        left_count
    FROM people_checklist
    WHERE lower(kind) = 'leaver'
        AND withdrawn_on IS NULL
        AND COALESCE(date_diff('day', from_on, CAST($as_of AS DATE)), 0) BETWEEN 0 AND $look_back_days
),
judged AS (
    SELECT
        checklist_id,
        who,
        from_on,
        closed_on,
        left_count,
        date_diff('day', from_on, COALESCE(closed_on, CAST($as_of AS DATE))) AS days_taken
    FROM leaver
)
SELECT
    checklist_id AS item_id,
    who AS item_name,
    CASE
        WHEN days_taken IS NULL THEN 'unknown'
        WHEN days_taken > $days THEN 'fail'
        WHEN closed_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN days_taken IS NULL THEN 'The last working day is not known.'
        WHEN closed_on IS NULL
            THEN 'Open ' || CAST(days_taken AS VARCHAR) || ' days after the last working day, '
                || COALESCE(CAST(left_count AS VARCHAR), 'some') || ' steps left; at most '
                || CAST($days AS VARCHAR) || ' days are allowed.'
        ELSE 'Closed ' || CAST(days_taken AS VARCHAR) || ' days after the last working day; at most '
            || CAST($days AS VARCHAR) || ' are allowed.'
    END AS reason,
    from_on,
    closed_on,
    left_count,
    days_taken
FROM judged
