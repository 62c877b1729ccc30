CREATE TABLE git_repository (
    repository VARCHAR NOT NULL,
    object_format VARCHAR,
    default_branch VARCHAR,
    is_bare BOOLEAN,
    is_shallow BOOLEAN,
    is_partial BOOLEAN,
    replaced_object_count BIGINT,
    branch_count BIGINT,
    tag_count BIGINT,
    PRIMARY KEY (repository)
);
COMMENT ON TABLE git_repository IS 'The repository; one row.';
COMMENT ON COLUMN git_repository.repository IS 'Name of the repository; the item id.';
COMMENT ON COLUMN git_repository.object_format IS 'Hash function of the objects: sha1 or sha256.';
COMMENT ON COLUMN git_repository.default_branch IS 'Branch the repository points to; NULL where it points to no branch.';
COMMENT ON COLUMN git_repository.is_bare IS 'True where it has no working copy.';
COMMENT ON COLUMN git_repository.is_shallow IS 'True where older history was left out when it was cloned.';
COMMENT ON COLUMN git_repository.is_partial IS 'True where objects were left out when it was cloned.';
COMMENT ON COLUMN git_repository.replaced_object_count IS 'Number of replacement references, which change how history looks; they are not followed here.';
COMMENT ON COLUMN git_repository.branch_count IS 'Number of local branches.';
COMMENT ON COLUMN git_repository.tag_count IS 'Number of tags.';

CREATE TABLE git_branch (
    branch_id VARCHAR NOT NULL,
    repository VARCHAR,
    branch_name VARCHAR,
    is_protected BOOLEAN,
    head_sha VARCHAR,
    head_committed_at TIMESTAMP,
    PRIMARY KEY (branch_id)
);
COMMENT ON TABLE git_branch IS 'Local branches, and protected branches wherever they stand.';
COMMENT ON COLUMN git_branch.branch_id IS 'repository@branch; the item id.';
COMMENT ON COLUMN git_branch.repository IS 'Name of the repository.';
COMMENT ON COLUMN git_branch.branch_name IS 'Name of the branch.';
COMMENT ON COLUMN git_branch.is_protected IS 'True where it is one of the branches whose changes have to be reviewed.';
COMMENT ON COLUMN git_branch.head_sha IS 'Commit the branch points to.';
COMMENT ON COLUMN git_branch.head_committed_at IS 'Instant that commit was made (UTC), as its committer''s clock said.';

CREATE TABLE git_file (
    file_id VARCHAR NOT NULL,
    repository VARCHAR,
    branch_name VARCHAR,
    path VARCHAR,
    file_name VARCHAR,
    kind VARCHAR,
    object_sha VARCHAR,
    size_bytes BIGINT,
    PRIMARY KEY (file_id)
);
COMMENT ON TABLE git_file IS 'Files tracked at the head of the protected branches.';
COMMENT ON COLUMN git_file.file_id IS 'repository@branch:path; the item id.';
COMMENT ON COLUMN git_file.repository IS 'Name of the repository.';
COMMENT ON COLUMN git_file.branch_name IS 'Name of the branch.';
COMMENT ON COLUMN git_file.path IS 'Path within the repository.';
COMMENT ON COLUMN git_file.file_name IS 'Last part of the path, in lower case.';
COMMENT ON COLUMN git_file.kind IS 'file, executable, link or submodule.';
COMMENT ON COLUMN git_file.object_sha IS 'Digest git keeps the content under.';
COMMENT ON COLUMN git_file.size_bytes IS 'Size of the content; NULL for a submodule.';

CREATE TABLE git_commit (
    commit_id VARCHAR NOT NULL,
    repository VARCHAR,
    sha VARCHAR,
    author_name VARCHAR,
    author_email VARCHAR,
    authored_at TIMESTAMP,
    committer_name VARCHAR,
    committer_email VARCHAR,
    committed_at TIMESTAMP,
    parents_count BIGINT,
    is_merge BOOLEAN,
    tree_sha VARCHAR,
    subject VARCHAR,
    signature_kind VARCHAR,
    signature_state VARCHAR,
    PRIMARY KEY (commit_id)
);
COMMENT ON TABLE git_commit IS 'Commits contained in a protected branch.';
COMMENT ON COLUMN git_commit.commit_id IS 'repository@commit digest; the item id.';
COMMENT ON COLUMN git_commit.repository IS 'Name of the repository.';
COMMENT ON COLUMN git_commit.sha IS 'Commit digest in hexadecimal.';
COMMENT ON COLUMN git_commit.author_name IS 'Author''s name as written; NULL where empty.';
COMMENT ON COLUMN git_commit.author_email IS 'Author''s address in lower case; NULL where empty.';
COMMENT ON COLUMN git_commit.authored_at IS 'Instant of authoring (UTC), as the author''s clock said.';
COMMENT ON COLUMN git_commit.committer_name IS 'Committer''s name as written; NULL where empty.';
COMMENT ON COLUMN git_commit.committer_email IS 'Committer''s address in lower case; NULL where empty.';
COMMENT ON COLUMN git_commit.committed_at IS 'Instant of committing (UTC), as the committer''s clock said.';
COMMENT ON COLUMN git_commit.parents_count IS 'Number of parents: 0 for a first commit, 2 or more for a merge.';
COMMENT ON COLUMN git_commit.is_merge IS 'True where it has more than one parent.';
COMMENT ON COLUMN git_commit.tree_sha IS 'Digest of the content it records.';
COMMENT ON COLUMN git_commit.subject IS 'First line of the message, at most 300 characters; NULL where empty.';
COMMENT ON COLUMN git_commit.signature_kind IS 'openpgp, ssh, x509 or other; NULL where not signed.';
COMMENT ON COLUMN git_commit.signature_state IS 'good, bad, none (not signed) or unknown (signed, but no valid key is at hand to check it).';

CREATE TABLE git_commit_trailer (
    commit_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    trailer_name VARCHAR,
    trailer_value VARCHAR,
    PRIMARY KEY (commit_id, position)
);
COMMENT ON TABLE git_commit_trailer IS 'Trailer lines at the end of commit messages.';
COMMENT ON COLUMN git_commit_trailer.commit_id IS 'repository@commit digest; the item id of the commit.';
COMMENT ON COLUMN git_commit_trailer.position IS 'Place among the trailers of the message, from 1.';
COMMENT ON COLUMN git_commit_trailer.trailer_name IS 'Name in lower case, such as reviewed-by.';
COMMENT ON COLUMN git_commit_trailer.trailer_value IS 'Value, at most 1,000 characters; NULL where empty.';

CREATE TABLE git_change (
    change_id VARCHAR NOT NULL,
    repository VARCHAR,
    branch_name VARCHAR,
    sha VARCHAR,
    landed_at TIMESTAMP,
    parents_count BIGINT,
    commits_count BIGINT,
    subject VARCHAR,
    committer_email VARCHAR,
    pull_request VARCHAR,
    pull_request_from VARCHAR,
    is_direct_push BOOLEAN,
    head_sha VARCHAR,
    approved_sha VARCHAR,
    is_approved_head BOOLEAN,
    reviewers_count BIGINT,
    merged_by VARCHAR,
    bypass_by VARCHAR,
    is_bypass BOOLEAN,
    ticket VARCHAR,
    signature_state VARCHAR,
    PRIMARY KEY (change_id)
);
COMMENT ON TABLE git_change IS 'Steps of a protected branch: the commits along its first parents.';
COMMENT ON COLUMN git_change.change_id IS 'repository@branch@commit digest; the item id.';
COMMENT ON COLUMN git_change.repository IS 'Name of the repository.';
COMMENT ON COLUMN git_change.branch_name IS 'Protected branch that moved.';
COMMENT ON COLUMN git_change.sha IS 'Commit digest the branch moved to.';
COMMENT ON COLUMN git_change.landed_at IS 'Instant of that commit (UTC), as the committer''s clock said.';
COMMENT ON COLUMN git_change.parents_count IS 'Number of parents; 0 for the first commit of the history.';
COMMENT ON COLUMN git_change.commits_count IS 'Commits the step brought to the branch, itself included.';
COMMENT ON COLUMN git_change.subject IS 'First line of the message, at most 300 characters; NULL where empty.';
COMMENT ON COLUMN git_change.committer_email IS 'Committer''s address in lower case; NULL where empty.';
COMMENT ON COLUMN git_change.pull_request IS 'Pull request it names, as a number or address; NULL where it names none.';
COMMENT ON COLUMN git_change.pull_request_from IS 'trailer or message: where the name was found; NULL where there is none.';
COMMENT ON COLUMN git_change.is_direct_push IS 'True where no pull request is named and the branch had a history before.';
COMMENT ON COLUMN git_change.head_sha IS 'Last commit of the merged branch: the second parent, or the trailer Head-Commit; NULL where neither is there.';
COMMENT ON COLUMN git_change.approved_sha IS 'Commit that was approved, by the trailer Approved-Commit in lower case; the last one where there are several; NULL where not stated.';
COMMENT ON COLUMN git_change.is_approved_head IS 'True where the approved commit is the merged one, also when abbreviated to at least 7 digits; NULL where either is not stated.';
COMMENT ON COLUMN git_change.reviewers_count IS 'Number of different reviewers named.';
COMMENT ON COLUMN git_change.merged_by IS 'Who merged, by the trailer Merged-by, as an address in lower case or as written; NULL where not stated.';
COMMENT ON COLUMN git_change.bypass_by IS 'Who overrode the rules, by the trailers Bypass-by or Admin-Override, as an address in lower case or as written; NULL where not stated.';
COMMENT ON COLUMN git_change.is_bypass IS 'True where such a trailer is there, whatever its value.';
COMMENT ON COLUMN git_change.ticket IS 'Work item it names by a trailer such as Ticket, Issue, Refs, Closes or Fixes; NULL where it names none.';
COMMENT ON COLUMN git_change.signature_state IS 'good, bad, none or unknown, as for the commit.';

CREATE TABLE git_change_author (
    change_id VARCHAR NOT NULL,
    author VARCHAR NOT NULL,
    author_name VARCHAR,
    is_address BOOLEAN,
    PRIMARY KEY (change_id, author)
);
COMMENT ON TABLE git_change_author IS 'Who wrote the commits that a change brought; authors and co-authors.';
COMMENT ON COLUMN git_change_author.change_id IS 'repository@branch@commit digest; the item id of the change.';
COMMENT ON COLUMN git_change_author.author IS 'Address in lower case; the name as written where there is no address.';
COMMENT ON COLUMN git_change_author.author_name IS 'Name as written; NULL where empty.';
COMMENT ON COLUMN git_change_author.is_address IS 'True where the author is known by an address.';

CREATE TABLE git_change_reviewer (
    change_id VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    reviewer_name VARCHAR,
    is_address BOOLEAN,
    is_approval BOOLEAN,
    PRIMARY KEY (change_id, reviewer)
);
COMMENT ON TABLE git_change_reviewer IS 'Who reviewed or approved a change, by its trailers.';
COMMENT ON COLUMN git_change_reviewer.change_id IS 'repository@branch@commit digest; the item id of the change.';
COMMENT ON COLUMN git_change_reviewer.reviewer IS 'Address in lower case; the name as written where there is no address.';
COMMENT ON COLUMN git_change_reviewer.reviewer_name IS 'Name as written; NULL where empty.';
COMMENT ON COLUMN git_change_reviewer.is_address IS 'True where the reviewer is known by an address.';
COMMENT ON COLUMN git_change_reviewer.is_approval IS 'True where a trailer Approved-by names the reviewer, false where only Reviewed-by does.';

CREATE TABLE git_tag (
    tag_id VARCHAR NOT NULL,
    repository VARCHAR,
    tag_name VARCHAR,
    object_sha VARCHAR,
    target_sha VARCHAR,
    target_kind VARCHAR,
    is_annotated BOOLEAN,
    tagger_name VARCHAR,
    tagger_email VARCHAR,
    tagged_at TIMESTAMP,
    subject VARCHAR,
    signature_kind VARCHAR,
    signature_state VARCHAR,
    PRIMARY KEY (tag_id)
);
COMMENT ON TABLE git_tag IS 'Tags, one row for each object a tag was seen to point to.';
COMMENT ON COLUMN git_tag.tag_id IS 'repository@tag@object digest; the item id.';
COMMENT ON COLUMN git_tag.repository IS 'Name of the repository.';
COMMENT ON COLUMN git_tag.tag_name IS 'Name of the tag.';
COMMENT ON COLUMN git_tag.object_sha IS 'Digest of the tag itself; of its target where it is lightweight.';
COMMENT ON COLUMN git_tag.target_sha IS 'Object the tag points to in the end.';
COMMENT ON COLUMN git_tag.target_kind IS 'commit, tree or blob.';
COMMENT ON COLUMN git_tag.is_annotated IS 'True where it is an object of its own with tagger and message.';
COMMENT ON COLUMN git_tag.tagger_name IS 'Tagger''s name as written; NULL where it is lightweight or empty.';
COMMENT ON COLUMN git_tag.tagger_email IS 'Tagger''s address in lower case; NULL where it is lightweight or empty.';
COMMENT ON COLUMN git_tag.tagged_at IS 'Instant of tagging (UTC), as the tagger''s clock said; NULL where it is lightweight.';
COMMENT ON COLUMN git_tag.subject IS 'First line of the message, at most 300 characters; NULL where empty or lightweight.';
COMMENT ON COLUMN git_tag.signature_kind IS 'openpgp, ssh, x509 or other; NULL where not signed.';
COMMENT ON COLUMN git_tag.signature_state IS 'good, bad, none (not signed) or unknown (signed, but no valid key is at hand to check it).';
