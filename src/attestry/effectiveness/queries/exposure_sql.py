"""The question that makes episodes of failing out of the log of outcomes, in the engine's words.

What it answers is what :func:`attestry.effectiveness.rules.exposure.episodes_of` says of each item;
a test holds the two to each other. Instants are microseconds since 1970, lengths microseconds.

The engine that pages share has little memory, so what is sorted and grouped is narrow: items are
numbers, outcomes one letter, and names and reasons are fetched for the rows that are shown.
"""

EPISODES = """
WITH runs AS MATERIALIZED (
    SELECT unnest($run_test) AS test_id, unnest($run_ordinal) AS _ordinal, unnest($run_at) AS seen_at,
        unnest($run_before) AS before_at, unnest($run_held) AS held, unnest($run_held_before) AS held_before
),
tests AS MATERIALIZED (
    SELECT unnest($test) AS test_id, unnest($within) AS within, unnest($last_at) AS last_at,
        unnest($last_held) AS last_held, unnest($held_from) AS held_from
),
log AS NOT MATERIALIZED (SELECT * FROM {rows}),
item AS MATERIALIZED (
    SELECT test_id, item_id, coalesce(max(item_name), item_id) AS item_name, row_number() OVER () AS number
    FROM log
    GROUP BY test_id, item_id
    HAVING bool_or(outcome = 'fail') AND ($search = '' OR contains(lower(item_id), lower($search))
        OR contains(lower(coalesce(max(item_name), '')), lower($search)))
),
seen AS (
    SELECT item.number, log.test_id, log._ordinal,
        CASE outcome WHEN 'fail' THEN 'f' WHEN 'unknown' THEN 'u' WHEN 'left' THEN 'l' ELSE 'r' END AS said,
        CASE outcome WHEN 'fail' THEN epoch_us(try_cast(details ->> '$.happened_at' AS TIMESTAMP))
            END AS happened_at
    FROM log
    JOIN item ON item.test_id = log.test_id AND item.item_id = log.item_id
    SEMI JOIN runs ON runs.test_id = log.test_id AND runs._ordinal = log._ordinal
),
marked AS (
    SELECT *,
        count(*) FILTER (said IN ('r', 'l')) OVER (of_item ROWS UNBOUNDED PRECEDING) AS island,
        lead(_ordinal) OVER of_item AS next_ordinal,
        lead(said) OVER of_item AS next_said
    FROM seen
    WINDOW of_item AS (PARTITION BY number ORDER BY _ordinal)
),
episode AS (
    SELECT number, any_value(marked.test_id) AS test_id, any_value(within) AS within,
        min(this.seen_at) FILTER (said = 'f') AS first_fail,
        max(coalesce(next.before_at, last_at)) FILTER (said = 'f') AS last_fail,
        nullif(arg_min(coalesce(this.before_at, -1), this._ordinal), -1) AS last_right,
        nullif(arg_max(coalesce(next.seen_at, -1), this._ordinal), -1) AS ended,
        arg_max(coalesce(next_said, ''), this._ordinal) AS ending,
        sum(greatest(coalesce(next.held_before, last_held), held_from) - greatest(this.held, held_from))
            FILTER (said = 'f') AS proved,
        min(this._ordinal) FILTER (said = 'f') AS found_in,
        nullif(arg_min(coalesce(happened_at, -1), this._ordinal) FILTER (said = 'f'), -1) AS happened_at
    FROM marked
    JOIN tests ON tests.test_id = marked.test_id
    JOIN runs AS this ON this.test_id = marked.test_id AND this._ordinal = marked._ordinal
    LEFT JOIN runs AS next ON next.test_id = marked.test_id AND next._ordinal = marked.next_ordinal
    WHERE said IN ('f', 'u')
    GROUP BY number, island
    HAVING count(*) FILTER (said = 'f') > 0
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
)
"""

TOTALS = """
SELECT count(*), count(DISTINCT number), count(*) FILTER (ended IS NULL),
    coalesce(sum(proved), 0),
    coalesce(sum(greatest(least(until_at, $at) - greatest(at_most_from, $from_at), 0)), 0),
    median(to_detect), max(to_detect), median(to_fix), max(to_fix),
    count(*) FILTER (promise = 'kept'), count(*) FILTER (promise = 'broken'),
    count(*) FILTER (promise = 'running')
FROM judged
"""

# Which failures a state lets through; the keys are all that an address can choose.
STATES = {
    "": "true",
    "open": "ended IS NULL",
    "ended": "ended IS NOT NULL",
    "broken": "promise = 'broken'",
    "running": "promise = 'running'",
    "kept": "promise = 'kept'",
}

PAGE = """
, page AS (
    SELECT judged.*, item_id, item_name
    FROM judged JOIN (SELECT number, item_id, item_name FROM item) AS named ON named.number = judged.number
    WHERE {state} ORDER BY {order} LIMIT {limit} OFFSET {offset}
),
told AS (SELECT test_id AS of_test, item_id AS of_item, _ordinal AS in_run, reason FROM log)
SELECT test_id, item_id, item_name, reason, found_in, first_fail, last_fail, last_right, ended, ending,
    proved, within, happened_at
FROM page JOIN told ON of_test = test_id AND of_item = item_id AND in_run = found_in
ORDER BY {order}
"""
