SELECT
    hostname AS item_id,
    hostname AS item_name,
    CASE
        WHEN security_pending_count > $maximum_pending THEN 'fail'
        WHEN security_pending_count IS NULL OR lists_refreshed_at IS NULL THEN 'unknown'
        WHEN date_diff('day', lists_refreshed_at, $as_of) > $maximum_list_age THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN security_pending_count > $maximum_pending THEN
            CAST(security_pending_count AS VARCHAR) || ' security fixes are pending; allowed are at most '
            || CAST($maximum_pending AS VARCHAR) || '.'
        WHEN security_pending_count IS NULL THEN 'It is not known how many security fixes are pending.'
        WHEN lists_refreshed_at IS NULL THEN 'It is not known when the package lists were last fetched.'
        WHEN date_diff('day', lists_refreshed_at, $as_of) > $maximum_list_age THEN
            'The package lists are ' || CAST(date_diff('day', lists_refreshed_at, $as_of) AS VARCHAR)
            || ' days old, so newer fixes may be missing from them; required are at most '
            || CAST($maximum_list_age AS VARCHAR) || ' days.'
        ELSE CAST(security_pending_count AS VARCHAR) || ' security fixes are pending by lists of '
            || CAST(CAST(lists_refreshed_at AS DATE) AS VARCHAR) || '; allowed are at most '
            || CAST($maximum_pending AS VARCHAR) || '.'
    END AS reason,
    security_pending_count,
    pending_count,
    lists_refreshed_at
FROM host_updates
WHERE package_manager IN ('apt', 'dnf')
