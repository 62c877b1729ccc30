WITH seen AS (
    SELECT
        tag_id,
        COALESCE(repository, 'a repository not named') || ' ' || tag_name AS item_name,
        repository,
        tag_name,
        target_sha,
        COUNT(*) OVER (PARTITION BY repository, tag_name) AS places_count
    FROM git_tag
    WHERE substr(tag_name, 1, length($release_prefix)) = $release_prefix
)
SELECT
    tag_id AS item_id,
    item_name,
    CASE
        WHEN COALESCE(trim(target_sha), '') = '' OR repository IS NULL THEN 'unknown'
        WHEN places_count > 1 THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE
        WHEN repository IS NULL THEN 'It is not known in which repository tag ' || tag_name || ' lies.'
        WHEN COALESCE(trim(target_sha), '') = '' THEN 'It is not known what tag ' || tag_name || ' points to.'
        WHEN places_count > 1 THEN
            'Tag ' || tag_name || ' was seen to point to ' || CAST(places_count AS VARCHAR)
            || ' different objects; required is one.'
        ELSE 'Tag ' || tag_name || ' has always pointed to ' || substr(target_sha, 1, 10) || '.'
    END AS reason,
    places_count,
    target_sha
FROM seen
