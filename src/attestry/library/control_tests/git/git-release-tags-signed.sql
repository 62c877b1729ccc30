SELECT
    tag_id AS item_id,
    repository || ' ' || tag_name AS item_name,
    CASE signature_state
        WHEN 'good' THEN 'pass'
        WHEN 'bad' THEN 'fail'
        WHEN 'none' THEN 'fail'
        ELSE 'unknown'
    END AS outcome,
    CASE signature_state
        WHEN 'good' THEN 'Tag ' || tag_name || ' carries a good signature.'
        WHEN 'bad' THEN 'The signature of tag ' || tag_name || ' does not match; required is a good one.'
        WHEN 'none' THEN 'Tag ' || tag_name || ' is not signed; required is a good signature.'
        ELSE 'Tag ' || tag_name || ' is signed, but no key is at hand to check the signature.'
    END AS reason,
    signature_state,
    is_annotated,
    tagger_email
FROM git_tag
WHERE substr(tag_name, 1, length($release_prefix)) = $release_prefix
