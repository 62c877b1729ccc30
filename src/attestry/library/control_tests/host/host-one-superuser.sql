SELECT
    user_id AS item_id,
    hostname || ' ' || user_name AS item_name,
    CASE WHEN user_name = 'root' THEN 'pass' ELSE 'fail' END AS outcome,
    'Account ' || user_name || ' has the superuser''s id 0; required is that only root has it.' AS reason,
    uid,
    shell
FROM host_user
WHERE uid = 0
