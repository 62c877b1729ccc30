SELECT
    user_arn AS item_id,
    user_name AS item_name,
    CASE
        WHEN is_root IS NULL THEN 'unknown'
        WHEN has_admin_policy IS NULL THEN 'unknown'
        WHEN has_admin_policy AND COALESCE(permissions_boundary_arn, '') NOT LIKE 'arn:%:iam::%:policy/%' THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_root IS NULL THEN 'It is not known whether this is the root user.'
        WHEN has_admin_policy IS NULL THEN 'It is not known what the policies of the user and its groups allow.'
        WHEN NOT has_admin_policy THEN 'No policy of the user or its groups allows every action on everything, as required.'
        WHEN permissions_boundary_arn LIKE 'arn:%:iam::%:policy/%' THEN 'A policy allows every action on everything, within the boundary ' || permissions_boundary_arn || '.'
        ELSE 'A policy of the user or one of its groups allows every action on everything; required are rights for the task only.'
    END AS reason,
    has_admin_policy,
    permissions_boundary_arn
FROM aws_iam_user
WHERE COALESCE(NOT is_root, TRUE)
