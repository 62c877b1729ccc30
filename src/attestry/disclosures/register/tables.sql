-- What was handed out to readers, as it is sealed.

CREATE TABLE disclosures_handed_out (
    number VARCHAR,
    handed_at TIMESTAMP,
    how VARCHAR,
    title VARCHAR,
    page BIGINT,
    source_digest VARCHAR,
    copy_digest VARCHAR,
    reader_name VARCHAR,
    email VARCHAR,
    company VARCHAR,
    reader_kind VARCHAR,
    origin VARCHAR,
    granted_at TIMESTAMP,
    grant_ends_at TIMESTAMP,
    bound_since TIMESTAMP,
    PRIMARY KEY (number)
);
COMMENT ON TABLE disclosures_handed_out IS 'One copy that a reader downloaded, or one page that a reader opened, as kept in Attestry.';
COMMENT ON COLUMN disclosures_handed_out.number IS 'The number that stands on the copy, unique for ever.';
COMMENT ON COLUMN disclosures_handed_out.handed_at IS 'When it was written down, before the reader had it.';
COMMENT ON COLUMN disclosures_handed_out.how IS 'download or page.';
COMMENT ON COLUMN disclosures_handed_out.title IS 'What was handed out.';
COMMENT ON COLUMN disclosures_handed_out.page IS 'The page that was shown; NULL: the whole file.';
COMMENT ON COLUMN disclosures_handed_out.source_digest IS 'SHA-256 of the file that it was made from.';
COMMENT ON COLUMN disclosures_handed_out.copy_digest IS 'SHA-256 of the copy as it was handed out; NULL: a page.';
COMMENT ON COLUMN disclosures_handed_out.reader_name IS 'Name of the reader.';
COMMENT ON COLUMN disclosures_handed_out.email IS 'Mail address of the reader.';
COMMENT ON COLUMN disclosures_handed_out.company IS 'The user entity for which the reader reads.';
COMMENT ON COLUMN disclosures_handed_out.reader_kind IS 'user_entity, user_auditor, prospect or regulator.';
COMMENT ON COLUMN disclosures_handed_out.origin IS 'Network address that asked for it; empty: not known.';
COMMENT ON COLUMN disclosures_handed_out.granted_at IS 'When the reader was given access.';
COMMENT ON COLUMN disclosures_handed_out.grant_ends_at IS 'When the access ends, or was revoked.';
COMMENT ON COLUMN disclosures_handed_out.bound_since IS 'When the reader first signed the agreement, or the company one on paper; NULL: neither is known.';
