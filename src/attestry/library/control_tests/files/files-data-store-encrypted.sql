-- Data stores in use.
SELECT
    store_id AS item_id,
    COALESCE(title, store_id) AS item_name,
    CASE
        WHEN is_encrypted IS NULL THEN 'unknown'
        WHEN is_encrypted THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_encrypted IS NULL THEN 'Whether it is encrypted is not known.'
        WHEN is_encrypted THEN 'Encrypted at rest.'
        ELSE 'Not encrypted at rest; in ' || COALESCE(location, 'a place not named') || ', owner '
            || COALESCE(owner, 'nobody') || '.'
    END AS reason,
    is_encrypted,
    location,
    owner
FROM files_data_store
WHERE retired_on IS NULL OR retired_on > CAST($as_of AS DATE)
