WITH authors AS (
    SELECT
        change_id,
        SUM(CASE WHEN is_address THEN 0 ELSE 1 END) AS authors_without_address
    FROM git_change_author
    GROUP BY change_id
),
reviews AS (
    SELECT
        r.change_id,
        SUM(CASE WHEN a.author IS NULL AND r.is_address THEN 1 ELSE 0 END) AS other_reviewers,
        SUM(CASE WHEN a.author IS NULL AND NOT r.is_address THEN 1 ELSE 0 END) AS reviewers_without_address
    FROM git_change_reviewer AS r
    LEFT JOIN git_change_author AS a ON a.change_id = r.change_id AND a.author = r.reviewer
    GROUP BY r.change_id
),
counted AS (
    SELECT
        c.change_id,
        c.repository || ' ' || c.branch_name || ' ' || substr(c.sha, 1, 10) AS item_name,
        c.pull_request,
        c.reviewers_count,
        COALESCE(r.other_reviewers, 0) AS other_reviewers,
        COALESCE(r.reviewers_without_address, 0) AS reviewers_without_address,
        a.authors_without_address
    FROM git_change AS c
    LEFT JOIN reviews AS r ON r.change_id = c.change_id
    LEFT JOIN authors AS a ON a.change_id = c.change_id
    WHERE trim(c.pull_request) <> ''
),
judged AS (
    SELECT
        counted.*,
        CASE
            WHEN other_reviewers + reviewers_without_address < $minimum_reviewers THEN 'fail'
            WHEN authors_without_address IS NULL OR authors_without_address > 0 THEN 'unknown'
            WHEN other_reviewers < $minimum_reviewers THEN 'unknown'
            ELSE 'pass'
        END AS outcome
    FROM counted
)
SELECT
    change_id AS item_id,
    item_name,
    outcome,
    CASE outcome
        WHEN 'unknown' THEN
            'An author or reviewer of pull request ' || pull_request
            || ' is named without an address, so they cannot be told apart.'
        ELSE
            CAST(other_reviewers + reviewers_without_address AS VARCHAR) || ' of '
            || CAST(reviewers_count AS VARCHAR) || ' reviewers of pull request ' || pull_request
            || ' did not write the change; required are at least ' || CAST($minimum_reviewers AS VARCHAR) || '.'
    END AS reason,
    pull_request,
    reviewers_count,
    other_reviewers
FROM judged
