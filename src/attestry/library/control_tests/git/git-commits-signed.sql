SELECT
    commit_id AS item_id,
    repository || ' ' || substr(sha, 1, 10) AS item_name,
    CASE
        WHEN signature_state IN ('bad', 'none') THEN 'fail'
        WHEN signature_state = 'good' AND committed_at IS NOT NULL THEN 'pass'
        ELSE 'unknown'
    END AS outcome,
    CASE signature_state
        WHEN 'good' THEN CASE WHEN committed_at IS NULL THEN 'It is not known when the commit was made.' ELSE 'The commit carries a good signature.' END
        WHEN 'bad' THEN 'The signature of the commit does not match; required is a good one.'
        WHEN 'none' THEN 'The commit by ' || COALESCE(author_email, author_name, 'nobody named') || ' is not signed; required is a good signature.'
        ELSE 'The commit is signed, but no key is at hand to check the signature.'
    END AS reason,
    signature_state,
    signature_kind,
    author_email
FROM git_commit
WHERE committed_at IS NULL OR date_diff('day', committed_at, $as_of) < $look_back_days
