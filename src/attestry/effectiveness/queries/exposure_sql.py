"""The question that makes episodes of failing out of the log of outcomes, in the engine's words.

What it answers is what :func:`attestry.effectiveness.rules.exposure.episodes_of` says of each item;
a test holds the two to each other. Instants are microseconds since 1970, lengths microseconds.
"""

from __future__ import annotations

EPISODES = """
WITH runs AS (
    SELECT unnest($run_test) AS test_id, unnest($run_ordinal) AS _ordinal, unnest($run_at) AS seen_at,
        unnest($run_before) AS before_at, unnest($run_held) AS held, unnest($run_held_before) AS held_before
),
tests AS (
    SELECT unnest($test) AS test_id, unnest($within) AS within, unnest($last_at) AS last_at,
        unnest($last_held) AS last_held, unnest($held_from) AS held_from
),
log AS (SELECT * FROM {rows}),
failing AS (SELECT DISTINCT test_id, item_id FROM log WHERE outcome = 'fail'),
seen AS (
    SELECT log.*, runs.seen_at, runs.before_at, runs.held, runs.held_before
    FROM log
    JOIN runs ON runs.test_id = log.test_id AND runs._ordinal = log._ordinal
    SEMI JOIN failing ON failing.test_id = log.test_id AND failing.item_id = log.item_id
),
marked AS (
    SELECT *,
        sum(CASE WHEN outcome IN ('fail', 'unknown') THEN 0 ELSE 1 END)
            OVER (of_item ROWS UNBOUNDED PRECEDING) AS island,
        lead(seen_at) OVER of_item AS next_at,
        lead(outcome) OVER of_item AS next_outcome,
        lead(before_at) OVER of_item AS until_at,
        lead(held_before) OVER of_item AS until_held,
        lag(item_name) OVER of_item AS name_before
    FROM seen
    WINDOW of_item AS (PARTITION BY test_id, item_id ORDER BY _ordinal)
),
episode AS (
    SELECT marked.test_id, item_id,
        coalesce(max(item_name), max(name_before), item_id) AS item_name,
        min(seen_at) FILTER (outcome = 'fail') AS first_fail,
        max(coalesce(until_at, last_at)) FILTER (outcome = 'fail') AS last_fail,
        first(before_at ORDER BY _ordinal) AS last_right,
        last(next_at ORDER BY _ordinal) AS ended,
        last(next_outcome ORDER BY _ordinal) AS ending,
        sum(greatest(coalesce(until_held, last_held), held_from) - greatest(held, held_from))
            FILTER (outcome = 'fail') AS proved,
        first(reason ORDER BY _ordinal) FILTER (outcome = 'fail') AS reason,
        first(_ordinal ORDER BY _ordinal) FILTER (outcome = 'fail') AS found_in,
        epoch_us(try_cast(first(details ->> '$.happened_at' ORDER BY _ordinal)
            FILTER (outcome = 'fail') AS TIMESTAMP)) AS happened_at,
        any_value(within) AS within
    FROM marked JOIN tests ON tests.test_id = marked.test_id
    WHERE outcome IN ('fail', 'unknown')
    GROUP BY marked.test_id, item_id, island
    HAVING count(*) FILTER (outcome = 'fail') > 0
),
within_period AS (
    SELECT *,
        CASE WHEN happened_at <= first_fail THEN happened_at END AS began,
        coalesce(ended, $at) AS until_at,
        coalesce(ended, $at) - first_fail AS standing
    FROM episode
    WHERE first_fail <= $at AND (ended IS NULL OR ended > $from_at)
),
judged AS (
    SELECT *,
        coalesce(began, last_right, first_fail) AS at_most_from,
        first_fail - coalesce(began, last_right) AS to_detect,
        ended - first_fail AS to_fix,
        until_at - coalesce(began, last_right, first_fail) AS at_most,
        CASE
            WHEN standing > within THEN 'broken'
            WHEN ended IS NULL THEN 'running'
            ELSE 'kept'
        END AS promise
    FROM within_period
),
named AS (
    SELECT * FROM judged
    WHERE $search = '' OR contains(lower(item_name), lower($search))
        OR contains(lower(item_id), lower($search))
)
"""

TOTALS = """
SELECT count(*), count(DISTINCT (test_id, item_id)), count(*) FILTER (ended IS NULL),
    coalesce(sum(proved), 0),
    coalesce(sum(greatest(least(until_at, $at) - greatest(at_most_from, $from_at), 0)), 0),
    median(to_detect), max(to_detect), median(to_fix), max(to_fix),
    count(*) FILTER (promise = 'kept'), count(*) FILTER (promise = 'broken'),
    count(*) FILTER (promise = 'running')
FROM named
"""

CHOSEN = """
named WHERE $state = '' OR promise = $state
    OR ($state = 'open' AND ended IS NULL) OR ($state = 'ended' AND ended IS NOT NULL)
"""

COLUMNS = (
    "test_id, item_id, item_name, reason, found_in, first_fail, last_fail, last_right, ended, ending, "
    "proved, within, happened_at, count(*) OVER ()"
)
