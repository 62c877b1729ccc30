-- Devices retired within the look-back.
WITH retired AS (
    SELECT
        device_id,
        COALESCE(name, device_id) AS name,
        retired_on,
        wiped_on,
        destruction_proof,
        date_diff('day', retired_on, COALESCE(wiped_on, CAST($as_of AS DATE))) AS days_taken
    FROM files_device
    WHERE date_diff('day', retired_on, CAST($as_of AS DATE)) BETWEEN 0 AND $look_back_days
)
SELECT
    device_id AS item_id,
    name AS item_name,
    CASE
        WHEN wiped_on IS NULL AND trim(destruction_proof) <> '' THEN 'unknown'
        WHEN days_taken > $days THEN 'fail'
        WHEN wiped_on IS NULL THEN 'not_applicable'
        WHEN COALESCE(trim(destruction_proof), '') = '' THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN wiped_on IS NULL AND trim(destruction_proof) <> ''
            THEN 'There is a proof, ' || destruction_proof || ', and the day of wiping is not known.'
        WHEN wiped_on IS NULL
            THEN 'Retired ' || CAST(days_taken AS VARCHAR) || ' days ago and not wiped; at most '
                || CAST($days AS VARCHAR) || ' days are allowed.'
        WHEN days_taken > $days
            THEN 'Wiped ' || CAST(days_taken AS VARCHAR) || ' days after it was retired; at most '
                || CAST($days AS VARCHAR) || ' are allowed.'
        WHEN COALESCE(trim(destruction_proof), '') = '' THEN 'Wiped on ' || CAST(wiped_on AS VARCHAR) || ' without a proof.'
        ELSE 'Wiped on ' || CAST(wiped_on AS VARCHAR) || ', proof ' || destruction_proof || '.'
    END AS reason,
    retired_on,
    wiped_on,
    destruction_proof
FROM retired
