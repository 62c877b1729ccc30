-- Data stores in use, with the list of what their entry lacks.
WITH described AS (
    SELECT
        store_id,
        COALESCE(title, store_id) AS title,
        holds_personal_data,
        CASE WHEN COALESCE(trim(data_class), '') = '' THEN ' class' ELSE '' END
        || CASE WHEN COALESCE(trim(access_rule), '') = '' THEN ' readers' ELSE '' END
        || CASE WHEN COALESCE(retention_days, 0) <= 0 THEN ' retention' ELSE '' END
        || CASE WHEN COALESCE(trim(owner), '') = '' THEN ' owner' ELSE '' END AS missing
    FROM files_data_store
    WHERE retired_on IS NULL OR retired_on > CAST($as_of AS DATE)
)
SELECT
    store_id AS item_id,
    title AS item_name,
    CASE
        WHEN missing <> '' THEN 'fail'
        WHEN holds_personal_data IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN missing <> '' THEN 'Not written down:' || missing || '; class, readers, retention and owner are required.'
        WHEN holds_personal_data IS NULL THEN 'Whether personal data are in it is not known.'
        ELSE 'Class, readers, retention and owner are written down.'
    END AS reason,
    missing,
    holds_personal_data
FROM described
