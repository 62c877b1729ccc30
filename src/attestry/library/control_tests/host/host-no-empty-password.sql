SELECT
    user_id AS item_id,
    hostname || ' ' || user_name AS item_name,
    CASE
        WHEN is_login_shell IS NULL THEN 'unknown'
        WHEN password_state IS NULL THEN 'unknown'
        WHEN password_state = 'empty' THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_login_shell IS NULL THEN 'It is not known whether anybody can log in to the account.'
        WHEN password_state IS NULL THEN 'It is not known whether account ' || user_name || ' has a password.'
        WHEN password_state = 'empty' THEN 'Account ' || user_name || ' has an empty password; required is one that is set, or none that can match.'
        WHEN password_state = 'set' THEN 'Account ' || user_name || ' has a password.'
        ELSE 'No password opens account ' || user_name || '.'
    END AS reason,
    password_state,
    shell
FROM host_user
WHERE COALESCE(is_login_shell, TRUE)
