SELECT
    sudo_rule_id AS item_id,
    hostname || ' ' || subject AS item_name,
    CASE
        WHEN is_password_needed IS NULL OR is_all_commands IS NULL THEN 'unknown'
        WHEN is_password_needed THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    subject || CASE WHEN is_all_commands IS NULL THEN ' may run some or all commands as ' ELSE ' may run every command as ' END || COALESCE(run_as, 'root') || ' by ' || COALESCE(file_path, 'a sudo rule')
        || CASE
            WHEN is_password_needed IS NULL THEN '; whether a password is asked for is not known.'
            WHEN is_password_needed THEN ', with a password.'
            ELSE ', without a password; required is one.'
        END AS reason,
    subject,
    run_as,
    file_path
FROM host_sudo_rule
WHERE COALESCE(is_all_commands, TRUE)
