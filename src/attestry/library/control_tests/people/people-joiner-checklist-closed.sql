-- Checklists of people who started within the look-back and stayed longer than the time they have.
WITH joiner AS (
    SELECT
        c.checklist_id,
        COALESCE(c.person_name, c.person_email, c.checklist_id) AS who,
        c.from_on,
        c.closed_on,
        c.left_count,
        p.person_id IS NULL AS is_nobody,
        date_diff('day', c.from_on, COALESCE(c.closed_on, CAST($as_of AS DATE))) AS days_taken
    FROM people_checklist AS c
    LEFT JOIN people_person AS p ON p.person_id = c.person_id
    WHERE lower(c.kind) = 'joiner'
        AND c.withdrawn_on IS NULL
        AND COALESCE(date_diff('day', c.from_on, CAST($as_of AS DATE)), 0) BETWEEN 0 AND $look_back_days
        AND (p.ended_on IS NULL OR date_diff('day', c.from_on, p.ended_on) > $days)
)
SELECT
    checklist_id AS item_id,
    who AS item_name,
    CASE
        WHEN days_taken IS NULL OR is_nobody THEN 'unknown'
        WHEN days_taken > $days THEN 'fail'
        WHEN closed_on IS NULL THEN 'not_applicable'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN days_taken IS NULL THEN 'The first working day is not known.'
        WHEN is_nobody THEN 'Whose checklist it is, the register of people does not say.'
        WHEN closed_on IS NULL
            THEN 'Open on day ' || CAST(days_taken AS VARCHAR) || ', '
                || COALESCE(CAST(left_count AS VARCHAR), 'some') || ' steps left; at most day '
                || CAST($days AS VARCHAR) || ' is allowed.'
        ELSE 'Closed on day ' || CAST(days_taken AS VARCHAR) || '; at most day '
            || CAST($days AS VARCHAR) || ' is allowed.'
    END AS reason,
    from_on,
    closed_on,
    left_count,
    days_taken
FROM joiner
