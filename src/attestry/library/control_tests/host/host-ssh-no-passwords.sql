SELECT
    hostname AS item_id,
    hostname AS item_name,
    CASE
        WHEN is_installed IS NULL THEN 'unknown'
        WHEN is_password_login OR is_keyboard_interactive_login OR is_empty_password_allowed THEN
            CASE WHEN authentication_methods LIKE '%publickey,%' THEN 'pass' ELSE 'fail' END
        WHEN is_password_login IS NULL OR is_keyboard_interactive_login IS NULL OR is_empty_password_allowed IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_installed IS NULL THEN 'It is not known whether an SSH server is installed.'
        WHEN authentication_methods LIKE '%publickey,%' THEN 'A key is demanded together with a second step: ' || authentication_methods || '.'
        WHEN is_empty_password_allowed THEN 'Empty passwords open sessions; required are keys alone.'
        WHEN is_password_login THEN 'A password opens a session; required are keys alone.'
        WHEN is_keyboard_interactive_login THEN 'Question-and-answer login opens a session; required are keys alone.'
        WHEN is_password_login IS NULL OR is_keyboard_interactive_login IS NULL OR is_empty_password_allowed IS NULL
            THEN 'It is not known whether a password opens a session.'
        ELSE 'Only keys open a session.'
    END AS reason,
    is_password_login,
    is_keyboard_interactive_login,
    authentication_methods
FROM host_sshd
WHERE COALESCE(is_installed, TRUE)
