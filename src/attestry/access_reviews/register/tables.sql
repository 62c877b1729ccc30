-- The register of access reviews, as it is sealed.

CREATE TABLE access_reviews_item (
    item_id VARCHAR,
    review VARCHAR,
    system VARCHAR,
    account_id VARCHAR,
    person_email VARCHAR,
    due_on DATE,
    closed_on DATE,
    signed_by_name VARCHAR,
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
COMMENT ON COLUMN access_reviews_item.closed_on IS 'Day on which the review was signed; NULL: open.';
COMMENT ON COLUMN access_reviews_item.signed_by_name IS 'Who signed the review; NULL: open.';
COMMENT ON COLUMN access_reviews_item.decision IS 'keep, change or remove; NULL: undecided.';
COMMENT ON COLUMN access_reviews_item.decided_on IS 'Day of the decision; NULL: undecided.';
COMMENT ON COLUMN access_reviews_item.decided_by_email IS 'Mail address of who decided; NULL: undecided, or the house did.';
COMMENT ON COLUMN access_reviews_item.proved_on IS 'Day of the sealed list that shows a removal or change done; NULL: not proved.';
COMMENT ON COLUMN access_reviews_item.proved_by_entry IS 'Entry of the ledger that holds that list; NULL: not proved.';

CREATE TABLE access_reviews_system (
    system_id VARCHAR,
    system VARCHAR,
    is_critical BOOLEAN,
    account_count BIGINT,
    lacking_count BIGINT,
    lacking VARCHAR,
    unknown_count BIGINT,
    is_list_short BOOLEAN,
    list_entry BIGINT,
    PRIMARY KEY (system_id)
);
COMMENT ON TABLE access_reviews_system IS 'One system, as its latest sealed list of accounts has it.';
COMMENT ON COLUMN access_reviews_system.system_id IS 'Connection and system in one.';
COMMENT ON COLUMN access_reviews_system.system IS 'What the system is called.';
COMMENT ON COLUMN access_reviews_system.is_critical IS 'Whether somebody marked it as critical.';
COMMENT ON COLUMN access_reviews_system.account_count IS 'How many people''s accounts can sign in; NULL: no list has the system.';
COMMENT ON COLUMN access_reviews_system.lacking_count IS 'How many of them have no strong second factor; NULL: no list has the system.';
COMMENT ON COLUMN access_reviews_system.lacking IS 'Who they are, with commas between; NULL: nobody.';
COMMENT ON COLUMN access_reviews_system.unknown_count IS 'Of how many the second factor is not known; NULL: no list has the system.';
COMMENT ON COLUMN access_reviews_system.is_list_short IS 'Whether the list may lack accounts.';
COMMENT ON COLUMN access_reviews_system.list_entry IS 'Entry of the ledger that holds the list; NULL: no list has the system.';
