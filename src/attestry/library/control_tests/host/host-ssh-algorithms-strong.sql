WITH judged AS (
    SELECT
        hostname,
        algorithm,
        CASE
            WHEN algorithm LIKE '%-cbc' OR algorithm LIKE '3des%' OR algorithm LIKE 'arcfour%' OR algorithm = 'none' THEN 1
            WHEN algorithm LIKE 'hmac-md5%' OR algorithm LIKE 'hmac-sha1%' OR algorithm LIKE 'umac-64%' THEN 1
            WHEN algorithm LIKE 'diffie-hellman-%-sha1' OR algorithm IN ('ssh-dss', 'ssh-rsa') THEN 1
            ELSE 0
        END AS is_weak
    FROM host_sshd_algorithm
),
counted AS (
    SELECT
        hostname,
        COUNT(*) AS offered_count,
        SUM(is_weak) AS weak_count,
        MIN(CASE WHEN is_weak = 1 THEN algorithm END) AS first_weak
    FROM judged
    GROUP BY hostname
)
SELECT
    s.hostname AS item_id,
    s.hostname AS item_name,
    CASE
        WHEN s.is_installed IS NULL THEN 'unknown'
        WHEN c.offered_count IS NULL THEN 'unknown'
        WHEN c.weak_count > 0 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN s.is_installed IS NULL THEN 'It is not known whether an SSH server is installed.'
        WHEN c.offered_count IS NULL THEN 'It is not known which algorithms the SSH server offers.'
        WHEN c.weak_count > 0 THEN
            CAST(c.weak_count AS VARCHAR) || ' weak algorithms are offered, such as ' || c.first_weak || '; required is none.'
        ELSE 'None of ' || CAST(c.offered_count AS VARCHAR) || ' offered algorithms is weak.'
    END AS reason,
    c.weak_count,
    c.offered_count
FROM host_sshd AS s
LEFT JOIN counted AS c ON c.hostname = s.hostname
WHERE COALESCE(s.is_installed, TRUE)
