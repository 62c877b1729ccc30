-- Systems that have passwords or may have them; every setting that departs is named.
WITH setting AS (
    SELECT
        system,
        has_passwords,
        blocks_breached_passwords,
        COALESCE(owner, 'nobody') AS owner,
        minimum_length,
        lockout_attempts,
        session_minutes,
        CASE
            WHEN COALESCE(minimum_length, 0) >= $minimum_length THEN ''
            ELSE ' Minimum length is ' || COALESCE(CAST(minimum_length AS VARCHAR), 'not set') || ', '
                || CAST($minimum_length AS VARCHAR) || ' is required.'
        END
        || CASE
            WHEN lockout_attempts <= $most_attempts THEN ''
            ELSE ' Lockout comes after ' || COALESCE(CAST(lockout_attempts AS VARCHAR), 'no number of')
                || ' failed sign-ins, at most ' || CAST($most_attempts AS VARCHAR) || ' are allowed.'
        END
        || CASE
            WHEN session_minutes <= $most_session_minutes THEN ''
            ELSE ' Idle sessions end after ' || COALESCE(CAST(session_minutes AS VARCHAR), 'no number of')
                || ' minutes, at most ' || CAST($most_session_minutes AS VARCHAR) || ' are allowed.'
        END
        || CASE
            WHEN blocks_breached_passwords = FALSE THEN ' Leaked passwords are taken, they have to be refused.'
            ELSE ''
        END AS faults
    FROM files_sign_in_policy
    WHERE COALESCE(has_passwords, TRUE)
)
SELECT
    system AS item_id,
    system AS item_name,
    CASE
        WHEN has_passwords IS NULL THEN 'unknown'
        WHEN faults <> '' THEN 'fail'
        WHEN blocks_breached_passwords IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN has_passwords IS NULL THEN 'Whether one can sign in to ' || system || ' with a password is not known.'
        WHEN faults <> '' THEN 'In ' || system || ', owner ' || owner || ':' || faults
        WHEN blocks_breached_passwords IS NULL THEN 'Whether ' || system || ' refuses leaked passwords is not known.'
        ELSE 'All settings of ' || system || ' follow the standard.'
    END AS reason,
    minimum_length,
    lockout_attempts,
    session_minutes,
    blocks_breached_passwords
FROM setting
