SELECT
    image_ref AS item_id,
    COALESCE(image_name || ' ', '') || '(' || image || ')' AS item_name,
    CASE
        WHEN kind IS NULL THEN 'unknown'
        WHEN is_pinned IS NULL THEN 'unknown'
        WHEN is_pinned THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN kind IS NULL THEN 'It is not known whether a container runs the image'
        WHEN is_pinned IS NULL THEN 'It is not known what fixes the image'
        WHEN is_pinned THEN 'The image is fixed by its digest, as required'
        ELSE 'Only the name ' || image || ' is known; required is a digest'
    END || '; containers that run it: ' || CAST(running_count AS VARCHAR) || '.' AS reason,
    running_count,
    is_pinned
FROM aws_workload_image
WHERE COALESCE(kind = 'container', TRUE)
