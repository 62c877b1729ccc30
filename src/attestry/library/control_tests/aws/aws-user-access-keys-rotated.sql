WITH oldest AS (
    SELECT
        user_arn,
        COUNT(*) AS key_count,
        COUNT(rotated_at) AS dated_count,
        MAX(date_diff('day', rotated_at, $as_of)) AS age_days
    FROM aws_iam_access_key
    WHERE is_active
    GROUP BY user_arn
)
SELECT
    person.user_arn AS item_id,
    person.user_name AS item_name,
    CASE
        WHEN oldest.age_days > $most_days THEN 'fail'
        WHEN oldest.key_count IS NULL OR oldest.dated_count < oldest.key_count THEN 'unknown'
        WHEN person.active_access_key_count IS NULL OR oldest.key_count < person.active_access_key_count THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN oldest.age_days > $most_days
            OR (oldest.dated_count = oldest.key_count AND oldest.key_count >= person.active_access_key_count)
            THEN 'The oldest active access key is ' || CAST(oldest.age_days AS VARCHAR) || ' days old; allowed are '
                || CAST($most_days AS VARCHAR) || '.'
        WHEN oldest.dated_count = oldest.key_count
            THEN 'Of ' || COALESCE(CAST(person.active_access_key_count AS VARCHAR), 'an unknown number of') || ' active access keys, '
                || CAST(oldest.key_count AS VARCHAR) || ' were seen.'
        ELSE 'It is not known how old the active access keys are.'
    END AS reason,
    oldest.age_days,
    oldest.key_count
FROM aws_iam_user AS person
LEFT JOIN oldest ON oldest.user_arn = person.user_arn
WHERE person.active_access_key_count IS NULL OR person.active_access_key_count > 0
