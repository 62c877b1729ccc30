SELECT
    key_id AS item_id,
    hostname || ' ' || user_name || ' ' || substr(fingerprint, 1, 17) AS item_name,
    CASE
        WHEN key_type = 'ssh-dss' THEN 'fail'
        WHEN key_type <> 'ssh-rsa' THEN 'pass'
        WHEN key_bits IS NULL THEN 'unknown'
        WHEN key_bits >= $minimum_rsa_bits THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN key_type = 'ssh-dss' THEN 'The key is of the broken type ssh-dss; required is Ed25519, ECDSA or RSA of '
            || CAST($minimum_rsa_bits AS VARCHAR) || ' bits.'
        WHEN key_type <> 'ssh-rsa' THEN 'The key is of type ' || key_type || '.'
        WHEN key_bits IS NULL THEN 'The size of the RSA key is not known.'
        ELSE 'The RSA key has ' || CAST(key_bits AS VARCHAR) || ' bits; required are at least '
            || CAST($minimum_rsa_bits AS VARCHAR) || '.'
    END AS reason,
    key_type,
    key_bits,
    user_name
FROM host_authorized_key
WHERE expires_at IS NULL OR expires_at > $as_of
