-- Open risks, each with the first thing that is wrong with it.
WITH risk AS (
    SELECT
        risk_id,
        COALESCE(title, risk_id) AS title,
        owner,
        residual_score,
        due_on,
        reviewed_on,
        (treated_on IS NULL OR treated_on > CAST($as_of AS DATE)) AND lower(treatment) <> 'accept' AND due_on IS NULL
            AS is_undated,
        CASE
            WHEN COALESCE(trim(owner), '') = '' THEN 'Nobody owns it.'
            WHEN treatment IS NULL THEN 'No treatment is decided.'
            WHEN lower(treatment) = 'accept' AND COALESCE(trim(accepted_by), '') = '' THEN 'Accepted by nobody who is named.'
            WHEN (treated_on IS NULL OR treated_on > CAST($as_of AS DATE)) AND due_on < CAST($as_of AS DATE)
                THEN 'Its treatment was due on ' || CAST(due_on AS VARCHAR) || ' and is not finished.'
            WHEN reviewed_on IS NULL THEN 'Never reviewed.'
            WHEN date_diff('day', reviewed_on, CAST($as_of AS DATE)) > $days
                THEN 'Last reviewed on ' || CAST(reviewed_on AS VARCHAR) || '; at most '
                    || CAST($days AS VARCHAR) || ' days ago are allowed.'
        END AS fault
    FROM files_risk
    WHERE closed_on IS NULL OR closed_on > CAST($as_of AS DATE)
)
SELECT
    risk_id AS item_id,
    title AS item_name,
    CASE
        WHEN fault IS NOT NULL THEN 'fail'
        WHEN residual_score IS NULL OR is_undated THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN fault IS NOT NULL THEN fault
        WHEN residual_score IS NULL THEN 'What risk is left after treatment is not scored.'
        WHEN is_undated THEN 'By when its treatment has to be finished is not known.'
        ELSE 'Owned by ' || owner || ', reviewed on ' || CAST(reviewed_on AS VARCHAR) || '.'
    END AS reason,
    owner,
    residual_score,
    due_on,
    reviewed_on
FROM risk
