WITH named AS (
    SELECT
        repository,
        branch_name,
        path,
        CASE
            WHEN kind = 'submodule' THEN 0
            WHEN kind IS NULL OR file_name IS NULL THEN NULL
            WHEN file_name LIKE '%.example' OR file_name LIKE '%.sample' OR file_name LIKE '%.template' THEN 0
            WHEN file_name IN ('id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519') THEN 1
            WHEN file_name IN ('.env', '.netrc', '.pgpass', '.htpasswd') OR file_name LIKE '.env.%' THEN 1
            WHEN file_name LIKE '%.p12' OR file_name LIKE '%.pfx' OR file_name LIKE '%.jks' THEN 1
            WHEN file_name LIKE '%.key' OR file_name LIKE '%.keystore' OR file_name LIKE '%.kdbx' THEN 1
            WHEN file_name LIKE '%-key.pem' OR file_name LIKE '%.ppk' THEN 1
            ELSE 0
        END AS is_secret
    FROM git_file
),
counted AS (
    SELECT
        repository,
        branch_name,
        COUNT(*) AS files_count,
        SUM(is_secret) AS secret_files_count,
        COUNT(*) - COUNT(is_secret) AS unnamed_files_count,
        MIN(CASE WHEN is_secret = 1 THEN path END) AS first_path
    FROM named
    GROUP BY repository, branch_name
)
SELECT
    b.branch_id AS item_id,
    b.repository || ' ' || b.branch_name AS item_name,
    CASE
        WHEN b.is_protected IS NULL THEN 'unknown'
        WHEN c.files_count IS NULL THEN 'unknown'
        WHEN c.secret_files_count > 0 THEN 'fail'
        WHEN c.unnamed_files_count > 0 THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN b.is_protected IS NULL THEN 'It is not known whether the branch is protected.'
        WHEN c.files_count IS NULL THEN 'No tracked file of branch ' || b.branch_name || ' was seen.'
        WHEN c.secret_files_count > 0 THEN
            'Tracked files named like keys or secrets: ' || CAST(c.secret_files_count AS VARCHAR)
            || ', the first is ' || c.first_path || '. Required is none.'
        WHEN c.unnamed_files_count > 0 THEN
            'Of ' || CAST(c.files_count AS VARCHAR) || ' tracked files, the name or kind of ' || CAST(c.unnamed_files_count AS VARCHAR) || ' is not known.'
        ELSE 'None of ' || CAST(c.files_count AS VARCHAR) || ' tracked files is named like a key or secret.'
    END AS reason,
    c.secret_files_count,
    c.files_count,
    c.first_path
FROM git_branch AS b
LEFT JOIN counted AS c ON c.repository = b.repository AND c.branch_name = b.branch_name
WHERE COALESCE(b.is_protected, TRUE)
