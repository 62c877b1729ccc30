SELECT
    socket_id AS item_id,
    hostname || ' ' || protocol || ' ' || CAST(port AS VARCHAR) AS item_name,
    CASE
        WHEN is_loopback IS NULL THEN 'unknown'
        WHEN is_loopback THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    'Port ' || CAST(port AS VARCHAR) || ' of ' || COALESCE(process_name, 'a data store') || ' listens on '
        || COALESCE(address, 'an address that is not known') || '; required is an address of this machine alone.' AS reason,
    address,
    port,
    process_name
FROM host_socket
WHERE port IN (1433, 1521, 2379, 3306, 5432, 5984, 6379, 7000, 8086, 9042, 9200, 9300, 11211, 27017)
