SELECT
    hostname AS item_id,
    hostname AS item_name,
    CASE
        WHEN address_space_randomization < 2 OR NOT are_symlinks_protected OR NOT are_hardlinks_protected
            OR setuid_dump_mode = 1 THEN 'fail'
        WHEN address_space_randomization IS NULL OR are_symlinks_protected IS NULL
            OR are_hardlinks_protected IS NULL OR setuid_dump_mode IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    'Address space randomization is ' || COALESCE(CAST(address_space_randomization AS VARCHAR), 'unknown')
        || ' (required 2), symbolic links ' || CASE WHEN are_symlinks_protected THEN 'are' WHEN are_symlinks_protected IS NULL THEN 'may be' ELSE 'are not' END
        || ' protected, hard links ' || CASE WHEN are_hardlinks_protected THEN 'are' WHEN are_hardlinks_protected IS NULL THEN 'may be' ELSE 'are not' END
        || ' protected (required both), dumps of privileged programs have mode '
        || COALESCE(CAST(setuid_dump_mode AS VARCHAR), 'unknown') || ' (required 0 or 2).' AS reason,
    address_space_randomization,
    are_symlinks_protected,
    are_hardlinks_protected,
    setuid_dump_mode
FROM host_kernel
WHERE trim(kernel_release) <> ''
