-- Copies and pages that were handed out, each against the agreement and the access of its reader.
SELECT
    number AS item_id,
    COALESCE(title, 'A file') || ' for ' || COALESCE(company, 'a company') AS item_name,
    CASE
        WHEN handed_at IS NULL THEN 'unknown'
        WHEN bound_since IS NULL OR bound_since > handed_at THEN 'fail'
        WHEN granted_at > handed_at THEN 'fail'
        WHEN grant_ends_at < handed_at THEN 'fail'
        WHEN granted_at IS NULL OR grant_ends_at IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN handed_at IS NULL THEN 'When it was handed out is not known.'
        WHEN bound_since IS NULL THEN 'No agreement binds the reader.'
        WHEN bound_since > handed_at THEN 'It was handed out before an agreement bound the reader.'
        WHEN granted_at > handed_at THEN 'It was handed out before access was granted.'
        WHEN grant_ends_at < handed_at THEN 'It was handed out after the access had ended.'
        WHEN granted_at IS NULL OR grant_ends_at IS NULL THEN 'From when until when the access lasted is not known.'
        ELSE 'An agreement bound the reader, and the access held.'
    END AS reason,
    how,
    handed_at,
    bound_since,
    granted_at,
    grant_ends_at
FROM disclosures_handed_out
WHERE handed_at IS NULL OR date_diff('day', CAST(handed_at AS DATE), CAST($as_of AS DATE)) <= $days_back
