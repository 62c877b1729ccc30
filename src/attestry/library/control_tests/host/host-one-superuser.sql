SELECT
    user_id AS item_id,
    hostname || ' ' || user_name AS item_name,
    CASE
        WHEN uid IS NULL THEN 'unknown'
        WHEN user_name = 'root' THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN uid IS NULL THEN 'The id of account ' || COALESCE(user_name, 'without a name') || ' is not known.' ELSE 'Account ' || user_name || ' has the superuser''s id 0; required is that only root has it.' END AS reason,
    uid,
    shell
FROM host_user
WHERE COALESCE(uid = 0, TRUE)
