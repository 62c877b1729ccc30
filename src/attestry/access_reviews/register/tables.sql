-- The register of access reviews, as it is sealed.

CREATE TABLE access_reviews_item (
    item_id VARCHAR,
    review VARCHAR,
    system VARCHAR,
    account_id VARCHAR,
    person_email VARCHAR,
    due_on DATE,
    closed_on DATE,
    decision VARCHAR,
    decided_on DATE,
    decided_by_email VARCHAR,
    proved_on DATE,
    proved_by_entry BIGINT,
    PRIMARY KEY (item_id)
);
COMMENT ON TABLE access_reviews_item IS 'One account in one access review.';
COMMENT ON COLUMN access_reviews_item.item_id IS 'The number that Attestry gave the item.';
COMMENT ON COLUMN access_reviews_item.review IS 'Name of the review.';
COMMENT ON COLUMN access_reviews_item.system IS 'System whose accounts were frozen.';
COMMENT ON COLUMN access_reviews_item.account_id IS 'Account, as the sealed list names it.';
COMMENT ON COLUMN access_reviews_item.person_email IS 'Mail address of its holder; empty: tied to nobody.';
COMMENT ON COLUMN access_reviews_item.due_on IS 'Last day for the decision.';
COMMENT ON COLUMN access_reviews_item.closed_on IS 'Day on which the review was closed; NULL: open.';
COMMENT ON COLUMN access_reviews_item.decision IS 'keep, change or remove; NULL: undecided.';
COMMENT ON COLUMN access_reviews_item.decided_on IS 'Day of the decision; NULL: undecided.';
COMMENT ON COLUMN access_reviews_item.decided_by_email IS 'Mail address of who decided; NULL: undecided, or the house did.';
COMMENT ON COLUMN access_reviews_item.proved_on IS 'Day of the sealed list that shows a removal or change done; NULL: not proved.';
COMMENT ON COLUMN access_reviews_item.proved_by_entry IS 'Entry of the ledger that holds that list; NULL: not proved.';
