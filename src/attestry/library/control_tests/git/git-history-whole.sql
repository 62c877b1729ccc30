SELECT
    repository AS item_id,
    repository AS item_name,
    CASE
        WHEN is_shallow IS NULL OR replaced_object_count IS NULL THEN 'unknown'
        WHEN is_shallow OR replaced_object_count > 0 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN is_shallow IS NULL OR replaced_object_count IS NULL THEN 'It is not known whether the history is whole.'
        WHEN is_shallow THEN 'The repository is a shallow clone; required is one with its whole history.'
        WHEN replaced_object_count > 0 THEN
            CAST(replaced_object_count AS VARCHAR) || ' objects are shown as something else by replacement; required is none.'
        ELSE 'The repository holds its whole history, and nothing in it is replaced.'
    END AS reason,
    is_shallow,
    replaced_object_count,
    default_branch
FROM git_repository
WHERE trim(default_branch) <> ''
