SELECT
    mount_id AS item_id,
    hostname || ' ' || mount_point AS item_name,
    CASE
        WHEN is_read_only IS NULL OR mount_point IS NULL OR file_system IS NULL THEN 'unknown'
        WHEN is_encrypted IS NULL THEN 'unknown'
        WHEN is_encrypted THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_read_only IS NULL OR mount_point IS NULL OR file_system IS NULL THEN 'It is not known what is mounted here, and whether it can be written.'
        WHEN is_encrypted IS NULL THEN 'It is not known whether what lies below ' || mount_point || ' is encrypted.'
        WHEN is_encrypted THEN mount_point || ' lies on an encrypted layer of device ' || COALESCE(device_name, device) || '.'
        ELSE mount_point || ' lies on device ' || COALESCE(device_name, device) || ' without encryption; required is dm-crypt below it.'
    END AS reason,
    device_name,
    file_system
FROM host_mount
WHERE
    COALESCE(NOT is_read_only, TRUE)
    AND COALESCE(mount_point NOT LIKE '/boot%', TRUE)
    AND COALESCE(file_system NOT IN ('squashfs', 'iso9660', 'erofs', 'tmpfs'), TRUE)
    AND COALESCE(device_name, '') NOT LIKE 'zram%'
