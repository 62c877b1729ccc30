SELECT
    user_id AS item_id,
    hostname || ' ' || user_name AS item_name,
    CASE
        WHEN password_state IS NULL THEN 'unknown'
        WHEN password_hash_scheme IN ('yescrypt', 'gost-yescrypt', 'scrypt', 'bcrypt', 'sha512crypt', 'sha256crypt') THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN password_state IS NULL THEN 'It is not known how the password of ' || user_name || ' is stored.'
        ELSE 'The password of ' || user_name || ' is stored by ' || COALESCE(password_hash_scheme, 'an unknown scheme')
            || '; required is yescrypt, scrypt, bcrypt, sha512crypt or sha256crypt.'
    END AS reason,
    password_hash_scheme,
    password_changed_on
FROM host_user
WHERE password_state IS NULL OR password_state = 'set'
