SELECT
    hostname AS item_id,
    hostname AS item_name,
    CASE
        WHEN is_installed IS NULL THEN 'unknown'
        WHEN permit_root_login IS NULL THEN 'unknown'
        WHEN permit_root_login = 'no' THEN 'pass'
        WHEN permit_root_login = 'forced-commands-only' THEN 'pass'
        WHEN permit_root_login = 'prohibit-password' AND $allow_keys THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_installed IS NULL THEN 'It is not known whether an SSH server is installed.'
        WHEN permit_root_login IS NULL THEN 'It is not known whether root may log in over SSH.'
        WHEN $allow_keys THEN 'PermitRootLogin is ' || permit_root_login || '; required is that no password opens root.'
        ELSE 'PermitRootLogin is ' || permit_root_login || '; required is no or forced-commands-only.'
    END AS reason,
    permit_root_login,
    match_block_count
FROM host_sshd
WHERE COALESCE(is_installed, TRUE)
