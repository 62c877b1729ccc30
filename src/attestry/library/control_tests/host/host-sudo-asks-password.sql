SELECT
    sudo_rule_id AS item_id,
    hostname || ' ' || subject AS item_name,
    CASE
        WHEN is_password_needed IS NULL THEN 'unknown'
        WHEN is_password_needed THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    subject || ' may run every command as ' || COALESCE(run_as, 'root') || ' by ' || COALESCE(file_path, 'a sudo rule')
        || CASE
            WHEN is_password_needed IS NULL THEN '; whether a password is asked for is not known.'
            WHEN is_password_needed THEN ', with a password.'
            ELSE ', without a password; required is one.'
        END AS reason,
    subject,
    run_as,
    file_path
FROM host_sudo_rule
WHERE is_all_commands
