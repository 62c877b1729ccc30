WITH files AS (
    SELECT
        repository,
        branch_name,
        COUNT(*) AS files_count,
        MIN(CASE
            WHEN path IN ('CODEOWNERS', '.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS')
                AND size_bytes > 0 THEN path
        END) AS owners_path
    FROM git_file
    GROUP BY repository, branch_name
)
SELECT
    b.branch_id AS item_id,
    b.repository || ' ' || b.branch_name AS item_name,
    CASE
        WHEN b.is_protected IS NULL THEN 'unknown'
        WHEN f.files_count IS NULL THEN 'unknown'
        WHEN f.owners_path IS NULL THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN b.is_protected IS NULL THEN 'It is not known whether the branch is protected.'
        WHEN f.files_count IS NULL THEN 'No tracked file of branch ' || b.branch_name || ' was seen.'
        WHEN f.owners_path IS NULL THEN
            'No CODEOWNERS file with content is tracked on ' || b.branch_name || '; required is one.'
        ELSE 'Code owners are named in ' || f.owners_path || '.'
    END AS reason,
    f.owners_path,
    f.files_count
FROM git_branch AS b
LEFT JOIN files AS f ON f.repository = b.repository AND f.branch_name = b.branch_name
WHERE COALESCE(b.is_protected, TRUE)
