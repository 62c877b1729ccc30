WITH judged AS (
    SELECT
        commit_id,
        repository || ' ' || substr(sha, 1, 10) AS item_name,
        author_email,
        committed_at,
        substr(author_email, position('@' IN author_email) + 1) AS author_domain,
        ',' || replace(lower($domains), ' ', '') || ',' AS known_domains
    FROM git_commit
    WHERE committed_at IS NULL OR date_diff('day', committed_at, $as_of) < $look_back_days
)
SELECT
    commit_id AS item_id,
    item_name,
    CASE
        WHEN known_domains = ',,' THEN 'unknown'
        WHEN author_email IS NULL THEN 'fail'
        WHEN position('@' IN author_email) > 0 AND position(',' || author_domain || ',' IN known_domains) > 0
            THEN CASE WHEN committed_at IS NULL THEN 'unknown' ELSE 'pass' END
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN known_domains = ',,' THEN 'No domain of the organization has been set, so authors cannot be compared with it.'
        WHEN author_email IS NULL THEN 'The commit names no address of its author; required is one of the domains ' || $domains || '.'
        WHEN committed_at IS NULL THEN 'It is not known when the commit of ' || author_email || ' was made.'
        ELSE 'The author is ' || author_email || '; required is an address of the domains ' || $domains || '.'
    END AS reason,
    author_email
FROM judged
