-- What the newest report of each vendor whose relation goes on expects of us.
SELECT
    complementary_id AS item_id,
    COALESCE(vendor, 'A vendor') || ': ' || COALESCE(substr(text, 1, 80), complementary_id) AS item_name,
    CASE
        WHEN is_newest IS NULL THEN 'unknown'
        WHEN control IS NULL AND not_needed_because IS NULL THEN 'fail'
        WHEN control IS NULL THEN 'pass'
        WHEN control_state IS NULL THEN 'unknown'
        WHEN control_state IN ('adopted', 'live') THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN is_newest IS NULL THEN 'Whether its report is the newest is not known.'
        WHEN control IS NULL AND not_needed_because IS NULL THEN 'Nobody said which of our controls meets it.'
        WHEN control IS NULL THEN 'None is needed: ' || substr(not_needed_because, 1, 200)
        WHEN control_state IS NULL THEN 'Whether ' || control || ' is in use is not known.'
        ELSE 'It is met by ' || control || ', which is ' || control_state || '.'
    END AS reason,
    control,
    control_state
FROM vendors_complementary
WHERE COALESCE(is_newest, true) AND (vendor_ended_on IS NULL OR vendor_ended_on >= CAST($as_of AS DATE))
