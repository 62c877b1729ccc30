WITH recording AS (
    SELECT
        account_id,
        COUNT(*) AS trail_count,
        SUM(CASE WHEN is_multi_region AND is_logging AND includes_global_events THEN 1 ELSE 0 END) AS whole_count,
        SUM(CASE WHEN is_multi_region IS NULL OR is_logging IS NULL OR includes_global_events IS NULL THEN 1 ELSE 0 END) AS unknown_count
    FROM aws_cloudtrail_trail
    GROUP BY account_id
)
SELECT
    aws_account.account_id AS item_id,
    'account ' || aws_account.account_id AS item_name,
    CASE
        WHEN recording.whole_count > 0 THEN 'pass'
        WHEN recording.unknown_count > 0 THEN 'unknown'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN recording.whole_count > 0 THEN 'Trails that record every region and global services: ' || CAST(recording.whole_count AS VARCHAR) || '; required is one.'
        WHEN recording.unknown_count > 0 THEN 'It is not known whether a trail records every region.'
        ELSE 'None of ' || CAST(COALESCE(recording.trail_count, 0) AS VARCHAR) || ' trails records every region and global services; required is one.'
    END AS reason,
    recording.trail_count,
    recording.whole_count
FROM aws_account
LEFT JOIN recording ON recording.account_id = aws_account.account_id
