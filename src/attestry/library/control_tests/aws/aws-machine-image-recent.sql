SELECT
    image_ref AS item_id,
    COALESCE(image_name || ' ', '') || '(' || image || ')' AS item_name,
    CASE
        WHEN kind IS NULL THEN 'unknown'
        WHEN image_created_at IS NULL THEN 'unknown'
        WHEN date_diff('day', image_created_at, $as_of) > $most_days THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN kind IS NULL THEN 'It is not known whether a machine runs the image.'
        WHEN image_created_at IS NULL THEN 'It is not known how old the image is; machines that run it: ' || CAST(running_count AS VARCHAR) || '.'
        ELSE 'The image is ' || CAST(date_diff('day', image_created_at, $as_of) AS VARCHAR) || ' days old, allowed are '
            || CAST($most_days AS VARCHAR) || '; machines that run it: ' || CAST(running_count AS VARCHAR) || '.'
    END AS reason,
    running_count,
    image_created_at
FROM aws_workload_image
WHERE COALESCE(kind = 'machine', TRUE)
