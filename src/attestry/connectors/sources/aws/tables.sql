CREATE TABLE aws_account (
    account_id VARCHAR,
    partition VARCHAR,
    root_mfa_enabled BOOLEAN,
    root_access_keys_present BOOLEAN,
    users_count BIGINT,
    mfa_devices_in_use_count BIGINT,
    block_public_acls BOOLEAN,
    ignore_public_acls BOOLEAN,
    block_public_policy BOOLEAN,
    restrict_public_buckets BOOLEAN,
    raw VARCHAR,
    PRIMARY KEY (account_id)
);
COMMENT ON TABLE aws_account IS 'The account as a whole; one row.';
COMMENT ON COLUMN aws_account.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_account.partition IS 'Partition of AWS: aws, aws-cn or aws-us-gov.';
COMMENT ON COLUMN aws_account.root_mfa_enabled IS 'Whether the root user has a second factor.';
COMMENT ON COLUMN aws_account.root_access_keys_present IS 'Whether the root user has access keys.';
COMMENT ON COLUMN aws_account.users_count IS 'Number of IAM users.';
COMMENT ON COLUMN aws_account.mfa_devices_in_use_count IS 'Number of second factors assigned to users.';
COMMENT ON COLUMN aws_account.block_public_acls IS 'Account-wide: new public access lists are refused; false where nothing is set.';
COMMENT ON COLUMN aws_account.ignore_public_acls IS 'Account-wide: existing public access lists have no effect; false where nothing is set.';
COMMENT ON COLUMN aws_account.block_public_policy IS 'Account-wide: new public bucket policies are refused; false where nothing is set.';
COMMENT ON COLUMN aws_account.restrict_public_buckets IS 'Account-wide: buckets with a public policy answer only to the account; false where nothing is set.';
COMMENT ON COLUMN aws_account.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_iam_password_policy (
    account_id VARCHAR,
    policy_present BOOLEAN,
    minimum_length BIGINT,
    require_uppercase BOOLEAN,
    require_lowercase BOOLEAN,
    require_numbers BOOLEAN,
    require_symbols BOOLEAN,
    expire_passwords BOOLEAN,
    maximum_age_days BIGINT,
    reuse_prevention_count BIGINT,
    allow_users_to_change BOOLEAN,
    hard_expiry BOOLEAN,
    raw VARCHAR,
    PRIMARY KEY (account_id)
);
COMMENT ON TABLE aws_iam_password_policy IS 'The password rules for console users of an account; one row.';
COMMENT ON COLUMN aws_iam_password_policy.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_iam_password_policy.policy_present IS 'Whether the account has set rules of its own; without them AWS asks for 8 characters of 3 kinds.';
COMMENT ON COLUMN aws_iam_password_policy.minimum_length IS 'Shortest allowed password in characters; NULL where no rules are set.';
COMMENT ON COLUMN aws_iam_password_policy.require_uppercase IS 'Whether an upper-case letter is asked for; NULL where no rules are set.';
COMMENT ON COLUMN aws_iam_password_policy.require_lowercase IS 'Whether a lower-case letter is asked for; NULL where no rules are set.';
COMMENT ON COLUMN aws_iam_password_policy.require_numbers IS 'Whether a digit is asked for; NULL where no rules are set.';
COMMENT ON COLUMN aws_iam_password_policy.require_symbols IS 'Whether a symbol is asked for; NULL where no rules are set.';
COMMENT ON COLUMN aws_iam_password_policy.expire_passwords IS 'Whether passwords expire; NULL where no rules are set.';
COMMENT ON COLUMN aws_iam_password_policy.maximum_age_days IS 'Days after which a password expires; NULL where passwords do not expire.';
COMMENT ON COLUMN aws_iam_password_policy.reuse_prevention_count IS 'Number of earlier passwords that are refused; NULL where reuse is allowed.';
COMMENT ON COLUMN aws_iam_password_policy.allow_users_to_change IS 'Whether users may change their own password; NULL where no rules are set.';
COMMENT ON COLUMN aws_iam_password_policy.hard_expiry IS 'Whether only an administrator can renew an expired password; NULL where not set.';
COMMENT ON COLUMN aws_iam_password_policy.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_iam_user (
    user_arn VARCHAR,
    user_name VARCHAR,
    account_id VARCHAR,
    is_root BOOLEAN,
    path VARCHAR,
    created_at TIMESTAMP,
    password_enabled BOOLEAN,
    password_last_used_at TIMESTAMP,
    password_last_changed_at TIMESTAMP,
    mfa_active BOOLEAN,
    active_access_key_count BIGINT,
    access_key_1_active BOOLEAN,
    access_key_2_active BOOLEAN,
    last_used_at TIMESTAMP,
    attached_policy_count BIGINT,
    inline_policy_count BIGINT,
    group_count BIGINT,
    permissions_boundary_arn VARCHAR,
    has_admin_policy BOOLEAN,
    owner VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (user_arn)
);
COMMENT ON TABLE aws_iam_user IS 'IAM users with their credentials; the root user is a row of its own where AWS reports it.';
COMMENT ON COLUMN aws_iam_user.user_arn IS 'Name of the user across AWS.';
COMMENT ON COLUMN aws_iam_user.user_name IS 'Name of the user in the account.';
COMMENT ON COLUMN aws_iam_user.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_iam_user.is_root IS 'Whether this is the root user of the account.';
COMMENT ON COLUMN aws_iam_user.path IS 'Path of the user in the directory; NULL for the root user.';
COMMENT ON COLUMN aws_iam_user.created_at IS 'When the user was made.';
COMMENT ON COLUMN aws_iam_user.password_enabled IS 'Whether the user can sign in to the console; NULL where AWS does not say, as for the root user.';
COMMENT ON COLUMN aws_iam_user.password_last_used_at IS 'Last console sign-in; NULL where there was none.';
COMMENT ON COLUMN aws_iam_user.password_last_changed_at IS 'Last change of the password; NULL where there is none.';
COMMENT ON COLUMN aws_iam_user.mfa_active IS 'Whether a second factor is assigned.';
COMMENT ON COLUMN aws_iam_user.active_access_key_count IS 'Number of active access keys, 0 to 2.';
COMMENT ON COLUMN aws_iam_user.access_key_1_active IS 'Whether the first access key is active.';
COMMENT ON COLUMN aws_iam_user.access_key_2_active IS 'Whether the second access key is active.';
COMMENT ON COLUMN aws_iam_user.last_used_at IS 'Last use of the password or of any access key; NULL where nothing was ever used.';
COMMENT ON COLUMN aws_iam_user.attached_policy_count IS 'Number of managed policies attached to the user directly; NULL for the root user.';
COMMENT ON COLUMN aws_iam_user.inline_policy_count IS 'Number of policies written into the user; NULL for the root user.';
COMMENT ON COLUMN aws_iam_user.group_count IS 'Number of groups the user is in; NULL for the root user.';
COMMENT ON COLUMN aws_iam_user.permissions_boundary_arn IS 'Policy that bounds what the user can ever do; NULL where there is none.';
COMMENT ON COLUMN aws_iam_user.has_admin_policy IS 'Whether a policy of the user or of its groups allows every action on everything; NULL for the root user.';
COMMENT ON COLUMN aws_iam_user.owner IS 'Value of the owner tag of the user; NULL where it carries none.';
COMMENT ON COLUMN aws_iam_user.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_iam_access_key (
    user_arn VARCHAR,
    slot BIGINT,
    user_name VARCHAR,
    account_id VARCHAR,
    is_active BOOLEAN,
    rotated_at TIMESTAMP,
    last_used_at TIMESTAMP,
    last_used_region VARCHAR,
    last_used_service VARCHAR,
    PRIMARY KEY (user_arn, slot)
);
COMMENT ON TABLE aws_iam_access_key IS 'Access keys of users; each user has at most two, counted as in the credential report.';
COMMENT ON COLUMN aws_iam_access_key.user_arn IS 'The user the key belongs to.';
COMMENT ON COLUMN aws_iam_access_key.slot IS 'Which of the two keys of the user, 1 or 2.';
COMMENT ON COLUMN aws_iam_access_key.user_name IS 'Name of the user in the account.';
COMMENT ON COLUMN aws_iam_access_key.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_iam_access_key.is_active IS 'Whether the key works.';
COMMENT ON COLUMN aws_iam_access_key.rotated_at IS 'When the key was made or last replaced; NULL where AWS does not know.';
COMMENT ON COLUMN aws_iam_access_key.last_used_at IS 'Last use; NULL where it was never used.';
COMMENT ON COLUMN aws_iam_access_key.last_used_region IS 'Region of the last use; NULL where it was never used or AWS does not know.';
COMMENT ON COLUMN aws_iam_access_key.last_used_service IS 'Service of the last use; NULL where it was never used or AWS does not know.';

CREATE TABLE aws_iam_user_policy (
    user_arn VARCHAR,
    source VARCHAR,
    group_name VARCHAR,
    policy_name VARCHAR,
    policy_arn VARCHAR,
    account_id VARCHAR,
    allows_everything BOOLEAN,
    PRIMARY KEY (user_arn, source, group_name, policy_name, policy_arn)
);
COMMENT ON TABLE aws_iam_user_policy IS 'Every policy that reaches a user, and by which way.';
COMMENT ON COLUMN aws_iam_user_policy.user_arn IS 'The user the policy reaches.';
COMMENT ON COLUMN aws_iam_user_policy.source IS 'The way: attached, inline or group.';
COMMENT ON COLUMN aws_iam_user_policy.group_name IS 'The group it comes through; empty text where it does not come through a group.';
COMMENT ON COLUMN aws_iam_user_policy.policy_name IS 'Name of the policy.';
COMMENT ON COLUMN aws_iam_user_policy.policy_arn IS 'Name of the managed policy across AWS; empty text for a policy written into the user or group.';
COMMENT ON COLUMN aws_iam_user_policy.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_iam_user_policy.allows_everything IS 'Whether the policy allows every action on every resource without a condition.';

CREATE TABLE aws_iam_group (
    group_arn VARCHAR,
    group_name VARCHAR,
    account_id VARCHAR,
    created_at TIMESTAMP,
    member_count BIGINT,
    attached_policy_count BIGINT,
    inline_policy_count BIGINT,
    has_admin_policy BOOLEAN,
    raw VARCHAR,
    PRIMARY KEY (group_arn)
);
COMMENT ON TABLE aws_iam_group IS 'Groups of users.';
COMMENT ON COLUMN aws_iam_group.group_arn IS 'Name of the group across AWS.';
COMMENT ON COLUMN aws_iam_group.group_name IS 'Name of the group in the account.';
COMMENT ON COLUMN aws_iam_group.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_iam_group.created_at IS 'When the group was made.';
COMMENT ON COLUMN aws_iam_group.member_count IS 'Number of users in the group.';
COMMENT ON COLUMN aws_iam_group.attached_policy_count IS 'Number of managed policies attached.';
COMMENT ON COLUMN aws_iam_group.inline_policy_count IS 'Number of policies written into the group.';
COMMENT ON COLUMN aws_iam_group.has_admin_policy IS 'Whether a policy of the group allows every action on everything.';
COMMENT ON COLUMN aws_iam_group.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_iam_role (
    role_arn VARCHAR,
    role_name VARCHAR,
    account_id VARCHAR,
    path VARCHAR,
    created_at TIMESTAMP,
    last_used_at TIMESTAMP,
    last_used_region VARCHAR,
    is_service_linked BOOLEAN,
    trusts_anyone BOOLEAN,
    trusts_other_account BOOLEAN,
    requires_external_id BOOLEAN,
    attached_policy_count BIGINT,
    inline_policy_count BIGINT,
    permissions_boundary_arn VARCHAR,
    has_admin_policy BOOLEAN,
    owner VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (role_arn)
);
COMMENT ON TABLE aws_iam_role IS 'Roles and how they can be taken on.';
COMMENT ON COLUMN aws_iam_role.role_arn IS 'Name of the role across AWS.';
COMMENT ON COLUMN aws_iam_role.role_name IS 'Name of the role in the account.';
COMMENT ON COLUMN aws_iam_role.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_iam_role.path IS 'Path of the role in the directory.';
COMMENT ON COLUMN aws_iam_role.created_at IS 'When the role was made.';
COMMENT ON COLUMN aws_iam_role.last_used_at IS 'Last use that AWS remembers, up to 400 days back; NULL where there is none.';
COMMENT ON COLUMN aws_iam_role.last_used_region IS 'Region of that use; NULL where there is none.';
COMMENT ON COLUMN aws_iam_role.is_service_linked IS 'Whether the role belongs to an AWS service and cannot be changed.';
COMMENT ON COLUMN aws_iam_role.trusts_anyone IS 'Whether anyone in AWS can take it on, no condition asked.';
COMMENT ON COLUMN aws_iam_role.trusts_other_account IS 'Whether a principal of another account can take it on.';
COMMENT ON COLUMN aws_iam_role.requires_external_id IS 'Whether every trust in another account asks for an external id; NULL where no other account is trusted.';
COMMENT ON COLUMN aws_iam_role.attached_policy_count IS 'Number of managed policies attached.';
COMMENT ON COLUMN aws_iam_role.inline_policy_count IS 'Number of policies written into the role.';
COMMENT ON COLUMN aws_iam_role.permissions_boundary_arn IS 'Policy that bounds what the role can ever do; NULL where there is none.';
COMMENT ON COLUMN aws_iam_role.has_admin_policy IS 'Whether a policy of the role allows every action on everything.';
COMMENT ON COLUMN aws_iam_role.owner IS 'Value of the owner tag of the role; NULL where it carries none.';
COMMENT ON COLUMN aws_iam_role.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_iam_role_trust (
    role_arn VARCHAR,
    principal_kind VARCHAR,
    principal VARCHAR,
    account_id VARCHAR,
    is_other_account BOOLEAN,
    has_condition BOOLEAN,
    PRIMARY KEY (role_arn, principal_kind, principal)
);
COMMENT ON TABLE aws_iam_role_trust IS 'Who may take on a role: one row per principal of its trust policy.';
COMMENT ON COLUMN aws_iam_role_trust.role_arn IS 'The role.';
COMMENT ON COLUMN aws_iam_role_trust.principal_kind IS 'Kind of principal: AWS, Service, Federated, CanonicalUser or Anyone.';
COMMENT ON COLUMN aws_iam_role_trust.principal IS 'The principal as written; a star means anyone.';
COMMENT ON COLUMN aws_iam_role_trust.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_iam_role_trust.is_other_account IS 'Whether the principal belongs to another account.';
COMMENT ON COLUMN aws_iam_role_trust.has_condition IS 'Whether every statement that names the principal asks for a condition.';

CREATE TABLE aws_iam_policy (
    policy_arn VARCHAR,
    policy_name VARCHAR,
    account_id VARCHAR,
    is_customer_managed BOOLEAN,
    attachment_count BIGINT,
    created_at TIMESTAMP,
    updated_at TIMESTAMP,
    statement_count BIGINT,
    allows_everything BOOLEAN,
    allows_whole_service BOOLEAN,
    raw VARCHAR,
    PRIMARY KEY (policy_arn)
);
COMMENT ON TABLE aws_iam_policy IS 'Managed policies in use or written by the account.';
COMMENT ON COLUMN aws_iam_policy.policy_arn IS 'Name of the policy across AWS.';
COMMENT ON COLUMN aws_iam_policy.policy_name IS 'Name of the policy.';
COMMENT ON COLUMN aws_iam_policy.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_iam_policy.is_customer_managed IS 'Whether the account wrote the policy; false for those written by AWS.';
COMMENT ON COLUMN aws_iam_policy.attachment_count IS 'Number of users, groups and roles it is attached to.';
COMMENT ON COLUMN aws_iam_policy.created_at IS 'When the policy was made.';
COMMENT ON COLUMN aws_iam_policy.updated_at IS 'When the policy last changed.';
COMMENT ON COLUMN aws_iam_policy.statement_count IS 'Number of statements of the version in force.';
COMMENT ON COLUMN aws_iam_policy.allows_everything IS 'Whether it allows every action on every resource without a condition.';
COMMENT ON COLUMN aws_iam_policy.allows_whole_service IS 'Whether it allows every action of some service on every resource without a condition.';
COMMENT ON COLUMN aws_iam_policy.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_s3_bucket (
    bucket_arn VARCHAR,
    bucket_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    created_at TIMESTAMP,
    versioning_status VARCHAR,
    mfa_delete_status VARCHAR,
    block_public_acls BOOLEAN,
    ignore_public_acls BOOLEAN,
    block_public_policy BOOLEAN,
    restrict_public_buckets BOOLEAN,
    encryption_algorithm VARCHAR,
    encryption_key VARCHAR,
    bucket_key_enabled BOOLEAN,
    logging_target_bucket VARCHAR,
    logging_target_prefix VARCHAR,
    has_policy BOOLEAN,
    denies_plain_http BOOLEAN,
    policy_allows_anyone BOOLEAN,
    owner VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (bucket_arn)
);
COMMENT ON TABLE aws_s3_bucket IS 'S3 buckets.';
COMMENT ON COLUMN aws_s3_bucket.bucket_arn IS 'Name of the bucket across AWS.';
COMMENT ON COLUMN aws_s3_bucket.bucket_name IS 'Name of the bucket.';
COMMENT ON COLUMN aws_s3_bucket.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_s3_bucket.region IS 'Region the bucket lives in; NULL where the listing does not name it.';
COMMENT ON COLUMN aws_s3_bucket.created_at IS 'When the bucket was made or its settings last rewritten, as AWS counts it.';
COMMENT ON COLUMN aws_s3_bucket.versioning_status IS 'Enabled or Suspended; NULL where versioning was never turned on.';
COMMENT ON COLUMN aws_s3_bucket.mfa_delete_status IS 'Enabled or Disabled: whether deleting a version asks for a second factor; NULL where never set.';
COMMENT ON COLUMN aws_s3_bucket.block_public_acls IS 'New public access lists are refused; NULL where the bucket has no block of its own.';
COMMENT ON COLUMN aws_s3_bucket.ignore_public_acls IS 'Existing public access lists have no effect; NULL where the bucket has no block of its own.';
COMMENT ON COLUMN aws_s3_bucket.block_public_policy IS 'New public policies are refused; NULL where the bucket has no block of its own.';
COMMENT ON COLUMN aws_s3_bucket.restrict_public_buckets IS 'A public policy answers only to the account; NULL where the bucket has no block of its own.';
COMMENT ON COLUMN aws_s3_bucket.encryption_algorithm IS 'How new objects are encrypted: AES256, aws:kms or aws:kms:dsse; NULL where no rule is set.';
COMMENT ON COLUMN aws_s3_bucket.encryption_key IS 'The key that encrypts; NULL where AWS chooses its own.';
COMMENT ON COLUMN aws_s3_bucket.bucket_key_enabled IS 'Whether a key of the bucket saves calls to the key service; NULL where not set.';
COMMENT ON COLUMN aws_s3_bucket.logging_target_bucket IS 'Bucket that receives the request log; NULL where requests are not logged.';
COMMENT ON COLUMN aws_s3_bucket.logging_target_prefix IS 'Prefix of the request log''s names; NULL where requests are not logged.';
COMMENT ON COLUMN aws_s3_bucket.has_policy IS 'Whether the bucket has a policy.';
COMMENT ON COLUMN aws_s3_bucket.denies_plain_http IS 'Whether the policy refuses every request that is not encrypted in transit; false where there is no policy.';
COMMENT ON COLUMN aws_s3_bucket.policy_allows_anyone IS 'Whether a statement allows something to anyone without a condition; false where there is no policy.';
COMMENT ON COLUMN aws_s3_bucket.owner IS 'Value of the owner tag of the bucket; NULL where it carries none.';
COMMENT ON COLUMN aws_s3_bucket.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_s3_bucket_tag (
    bucket_arn VARCHAR,
    tag_key VARCHAR,
    tag_value VARCHAR,
    PRIMARY KEY (bucket_arn, tag_key)
);
COMMENT ON TABLE aws_s3_bucket_tag IS 'Tags of buckets.';
COMMENT ON COLUMN aws_s3_bucket_tag.bucket_arn IS 'The bucket.';
COMMENT ON COLUMN aws_s3_bucket_tag.tag_key IS 'Key of the tag.';
COMMENT ON COLUMN aws_s3_bucket_tag.tag_value IS 'Value of the tag.';

CREATE TABLE aws_s3_bucket_exposure (
    bucket_arn VARCHAR,
    bucket_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    policy_is_public BOOLEAN,
    acl_grants_everyone BOOLEAN,
    acl_grants_any_aws_user BOOLEAN,
    public_grants VARCHAR,
    ignores_public_acls BOOLEAN,
    restricts_public_policy BOOLEAN,
    raw VARCHAR,
    PRIMARY KEY (bucket_arn)
);
COMMENT ON TABLE aws_s3_bucket_exposure IS 'Whether everyone can reach a bucket, by its access list or its policy.';
COMMENT ON COLUMN aws_s3_bucket_exposure.bucket_arn IS 'Name of the bucket across AWS.';
COMMENT ON COLUMN aws_s3_bucket_exposure.bucket_name IS 'Name of the bucket.';
COMMENT ON COLUMN aws_s3_bucket_exposure.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_s3_bucket_exposure.region IS 'Region the bucket lives in; NULL where the listing does not name it.';
COMMENT ON COLUMN aws_s3_bucket_exposure.policy_is_public IS 'Whether AWS judges the policy to be public; false where there is no policy.';
COMMENT ON COLUMN aws_s3_bucket_exposure.acl_grants_everyone IS 'Whether the access list grants something to everyone on the internet.';
COMMENT ON COLUMN aws_s3_bucket_exposure.acl_grants_any_aws_user IS 'Whether the access list grants something to every AWS user.';
COMMENT ON COLUMN aws_s3_bucket_exposure.public_grants IS 'The permissions so granted, sorted and parted by commas; NULL where there are none.';
COMMENT ON COLUMN aws_s3_bucket_exposure.ignores_public_acls IS 'Whether the bucket''s own block takes the effect from public access lists; false where not set.';
COMMENT ON COLUMN aws_s3_bucket_exposure.restricts_public_policy IS 'Whether the bucket''s own block takes the effect from a public policy; false where not set.';
COMMENT ON COLUMN aws_s3_bucket_exposure.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_ec2_security_group (
    group_arn VARCHAR,
    group_id VARCHAR,
    group_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    vpc_id VARCHAR,
    description VARCHAR,
    is_default BOOLEAN,
    ingress_rule_count BIGINT,
    egress_rule_count BIGINT,
    owner VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (group_arn)
);
COMMENT ON TABLE aws_ec2_security_group IS 'Security groups.';
COMMENT ON COLUMN aws_ec2_security_group.group_arn IS 'Name of the group across AWS.';
COMMENT ON COLUMN aws_ec2_security_group.group_id IS 'Id of the group.';
COMMENT ON COLUMN aws_ec2_security_group.group_name IS 'Name of the group.';
COMMENT ON COLUMN aws_ec2_security_group.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_ec2_security_group.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_ec2_security_group.vpc_id IS 'Network the group belongs to; NULL outside one.';
COMMENT ON COLUMN aws_ec2_security_group.description IS 'What the group is for, in the words of whoever made it.';
COMMENT ON COLUMN aws_ec2_security_group.is_default IS 'Whether it is the group every network starts with.';
COMMENT ON COLUMN aws_ec2_security_group.ingress_rule_count IS 'Number of its rules for traffic in.';
COMMENT ON COLUMN aws_ec2_security_group.egress_rule_count IS 'Number of its rules for traffic out.';
COMMENT ON COLUMN aws_ec2_security_group.owner IS 'Value of the owner tag of the group; NULL where it carries none.';
COMMENT ON COLUMN aws_ec2_security_group.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_ec2_security_group_rule (
    rule_id VARCHAR,
    group_arn VARCHAR,
    group_id VARCHAR,
    group_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    direction VARCHAR,
    protocol VARCHAR,
    from_port BIGINT,
    to_port BIGINT,
    peer_kind VARCHAR,
    peer VARCHAR,
    is_open_to_world BOOLEAN,
    description VARCHAR,
    owner VARCHAR,
    PRIMARY KEY (rule_id)
);
COMMENT ON TABLE aws_ec2_security_group_rule IS 'Rules of security groups: one row per protocol, range of ports and source or destination.';
COMMENT ON COLUMN aws_ec2_security_group_rule.rule_id IS 'The group''s name across AWS, direction, protocol, ports and peer: unique, and the same as long as the rule says the same.';
COMMENT ON COLUMN aws_ec2_security_group_rule.group_arn IS 'The group the rule belongs to.';
COMMENT ON COLUMN aws_ec2_security_group_rule.group_id IS 'Id of that group.';
COMMENT ON COLUMN aws_ec2_security_group_rule.group_name IS 'Name of that group.';
COMMENT ON COLUMN aws_ec2_security_group_rule.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_ec2_security_group_rule.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_ec2_security_group_rule.direction IS 'ingress for traffic in, egress for traffic out.';
COMMENT ON COLUMN aws_ec2_security_group_rule.protocol IS 'tcp, udp, icmp, icmpv6, all, or the number of the protocol.';
COMMENT ON COLUMN aws_ec2_security_group_rule.from_port IS 'First port let through; NULL where the rule is for all ports or the protocol has none.';
COMMENT ON COLUMN aws_ec2_security_group_rule.to_port IS 'Last port let through; NULL where the rule is for all ports or the protocol has none.';
COMMENT ON COLUMN aws_ec2_security_group_rule.peer_kind IS 'Kind of the other side: ipv4, ipv6, prefix_list or group.';
COMMENT ON COLUMN aws_ec2_security_group_rule.peer IS 'The other side: a range of addresses, a prefix list or a group.';
COMMENT ON COLUMN aws_ec2_security_group_rule.is_open_to_world IS 'Whether the other side is every IPv4 or every IPv6 address.';
COMMENT ON COLUMN aws_ec2_security_group_rule.description IS 'Why the rule exists, as written on it; NULL where nothing is written.';
COMMENT ON COLUMN aws_ec2_security_group_rule.owner IS 'Value of the owner tag of the rule''s group; NULL where it carries none.';

CREATE TABLE aws_ec2_volume (
    volume_arn VARCHAR,
    volume_id VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    availability_zone VARCHAR,
    created_at TIMESTAMP,
    size_gib BIGINT,
    state VARCHAR,
    is_encrypted BOOLEAN,
    kms_key VARCHAR,
    attached_instance_id VARCHAR,
    owner VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (volume_arn)
);
COMMENT ON TABLE aws_ec2_volume IS 'Block storage volumes.';
COMMENT ON COLUMN aws_ec2_volume.volume_arn IS 'Name of the volume across AWS.';
COMMENT ON COLUMN aws_ec2_volume.volume_id IS 'Id of the volume.';
COMMENT ON COLUMN aws_ec2_volume.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_ec2_volume.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_ec2_volume.availability_zone IS 'Zone the volume lives in.';
COMMENT ON COLUMN aws_ec2_volume.created_at IS 'When the volume was made.';
COMMENT ON COLUMN aws_ec2_volume.size_gib IS 'Size in GiB.';
COMMENT ON COLUMN aws_ec2_volume.state IS 'State of the volume: creating, available, in-use, deleting, deleted or error.';
COMMENT ON COLUMN aws_ec2_volume.is_encrypted IS 'Whether what is stored on it is encrypted.';
COMMENT ON COLUMN aws_ec2_volume.kms_key IS 'The key that encrypts it; NULL where it is not encrypted.';
COMMENT ON COLUMN aws_ec2_volume.attached_instance_id IS 'Instance it is attached to; NULL where it is not attached; the first by id where there are several.';
COMMENT ON COLUMN aws_ec2_volume.owner IS 'Value of the owner tag of the volume; NULL where it carries none.';
COMMENT ON COLUMN aws_ec2_volume.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_ec2_region (
    region_key VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    ebs_encryption_by_default BOOLEAN,
    PRIMARY KEY (region_key)
);
COMMENT ON TABLE aws_ec2_region IS 'Settings of EC2 that hold for a whole region.';
COMMENT ON COLUMN aws_ec2_region.region_key IS 'Account and region, as 111122223333/eu-west-1.';
COMMENT ON COLUMN aws_ec2_region.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_ec2_region.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_ec2_region.ebs_encryption_by_default IS 'Whether new volumes are encrypted without anyone asking.';

CREATE TABLE aws_rds_instance (
    instance_arn VARCHAR,
    instance_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    engine VARCHAR,
    engine_version VARCHAR,
    status VARCHAR,
    created_at TIMESTAMP,
    is_encrypted BOOLEAN,
    kms_key VARCHAR,
    backup_retention_days BIGINT,
    is_multi_az BOOLEAN,
    deletion_protection BOOLEAN,
    is_publicly_accessible BOOLEAN,
    auto_minor_version_upgrade BOOLEAN,
    iam_authentication_enabled BOOLEAN,
    copies_tags_to_snapshots BOOLEAN,
    endpoint_address VARCHAR,
    port BIGINT,
    owner VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (instance_arn)
);
COMMENT ON TABLE aws_rds_instance IS 'Relational database instances.';
COMMENT ON COLUMN aws_rds_instance.instance_arn IS 'Name of the instance across AWS.';
COMMENT ON COLUMN aws_rds_instance.instance_name IS 'Name of the instance in its region.';
COMMENT ON COLUMN aws_rds_instance.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_rds_instance.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_rds_instance.engine IS 'Database engine, such as postgres.';
COMMENT ON COLUMN aws_rds_instance.engine_version IS 'Version of the engine.';
COMMENT ON COLUMN aws_rds_instance.status IS 'State of the instance, such as available.';
COMMENT ON COLUMN aws_rds_instance.created_at IS 'When the instance was made; NULL while it is being made.';
COMMENT ON COLUMN aws_rds_instance.is_encrypted IS 'Whether its storage is encrypted.';
COMMENT ON COLUMN aws_rds_instance.kms_key IS 'The key that encrypts it; NULL where it is not encrypted.';
COMMENT ON COLUMN aws_rds_instance.backup_retention_days IS 'Days that automatic backups are kept; 0 means there are none.';
COMMENT ON COLUMN aws_rds_instance.is_multi_az IS 'Whether a standby runs in another zone.';
COMMENT ON COLUMN aws_rds_instance.deletion_protection IS 'Whether deleting it is refused.';
COMMENT ON COLUMN aws_rds_instance.is_publicly_accessible IS 'Whether it has an address that the internet can reach.';
COMMENT ON COLUMN aws_rds_instance.auto_minor_version_upgrade IS 'Whether minor versions are installed by themselves.';
COMMENT ON COLUMN aws_rds_instance.iam_authentication_enabled IS 'Whether one can sign in with an identity of the account.';
COMMENT ON COLUMN aws_rds_instance.copies_tags_to_snapshots IS 'Whether its tags go onto its snapshots.';
COMMENT ON COLUMN aws_rds_instance.endpoint_address IS 'Host name that answers; NULL while there is none.';
COMMENT ON COLUMN aws_rds_instance.port IS 'Port that answers; NULL while there is none.';
COMMENT ON COLUMN aws_rds_instance.owner IS 'Value of the owner tag of the instance; NULL where it carries none.';
COMMENT ON COLUMN aws_rds_instance.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_kms_key (
    key_arn VARCHAR,
    key_id VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    created_at TIMESTAMP,
    description VARCHAR,
    manager VARCHAR,
    state VARCHAR,
    usage VARCHAR,
    spec VARCHAR,
    origin VARCHAR,
    is_multi_region BOOLEAN,
    rotation_enabled BOOLEAN,
    deletion_at TIMESTAMP,
    raw VARCHAR,
    PRIMARY KEY (key_arn)
);
COMMENT ON TABLE aws_kms_key IS 'Keys of the key management service.';
COMMENT ON COLUMN aws_kms_key.key_arn IS 'Name of the key across AWS.';
COMMENT ON COLUMN aws_kms_key.key_id IS 'Id of the key.';
COMMENT ON COLUMN aws_kms_key.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_kms_key.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_kms_key.created_at IS 'When the key was made.';
COMMENT ON COLUMN aws_kms_key.description IS 'What the key is for, as written on it.';
COMMENT ON COLUMN aws_kms_key.manager IS 'CUSTOMER for keys of the account, AWS for those a service keeps.';
COMMENT ON COLUMN aws_kms_key.state IS 'State of the key, such as Enabled, Disabled or PendingDeletion.';
COMMENT ON COLUMN aws_kms_key.usage IS 'What the key does, such as ENCRYPT_DECRYPT or SIGN_VERIFY.';
COMMENT ON COLUMN aws_kms_key.spec IS 'Kind of the key, such as SYMMETRIC_DEFAULT or RSA_2048.';
COMMENT ON COLUMN aws_kms_key.origin IS 'Where its material comes from: AWS_KMS, EXTERNAL, AWS_CLOUDHSM or EXTERNAL_KEY_STORE.';
COMMENT ON COLUMN aws_kms_key.is_multi_region IS 'Whether it has copies in other regions.';
COMMENT ON COLUMN aws_kms_key.rotation_enabled IS 'Whether the key is replaced by itself; NULL where AWS cannot rotate such a key.';
COMMENT ON COLUMN aws_kms_key.deletion_at IS 'When the key will be destroyed; NULL where that is not planned.';
COMMENT ON COLUMN aws_kms_key.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_cloudtrail_trail (
    trail_arn VARCHAR,
    trail_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    is_multi_region BOOLEAN,
    is_organization BOOLEAN,
    includes_global_events BOOLEAN,
    log_file_validation_enabled BOOLEAN,
    bucket_name VARCHAR,
    kms_key VARCHAR,
    log_group_arn VARCHAR,
    is_logging BOOLEAN,
    last_delivery_at TIMESTAMP,
    last_delivery_error VARCHAR,
    started_at TIMESTAMP,
    stopped_at TIMESTAMP,
    raw VARCHAR,
    PRIMARY KEY (trail_arn)
);
COMMENT ON TABLE aws_cloudtrail_trail IS 'Trails that record what is done in the account.';
COMMENT ON COLUMN aws_cloudtrail_trail.trail_arn IS 'Name of the trail across AWS.';
COMMENT ON COLUMN aws_cloudtrail_trail.trail_name IS 'Name of the trail.';
COMMENT ON COLUMN aws_cloudtrail_trail.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_cloudtrail_trail.region IS 'Home region of the trail.';
COMMENT ON COLUMN aws_cloudtrail_trail.is_multi_region IS 'Whether it records every region.';
COMMENT ON COLUMN aws_cloudtrail_trail.is_organization IS 'Whether it records every account of the organization.';
COMMENT ON COLUMN aws_cloudtrail_trail.includes_global_events IS 'Whether it records services without a region, such as IAM.';
COMMENT ON COLUMN aws_cloudtrail_trail.log_file_validation_enabled IS 'Whether its files come with digests that show a later change.';
COMMENT ON COLUMN aws_cloudtrail_trail.bucket_name IS 'Bucket that receives the files.';
COMMENT ON COLUMN aws_cloudtrail_trail.kms_key IS 'The key that encrypts the files; NULL where AWS chooses its own.';
COMMENT ON COLUMN aws_cloudtrail_trail.log_group_arn IS 'Log group that also receives the events; NULL where there is none.';
COMMENT ON COLUMN aws_cloudtrail_trail.is_logging IS 'Whether it is recording at this moment.';
COMMENT ON COLUMN aws_cloudtrail_trail.last_delivery_at IS 'Last time files reached the bucket; NULL where that never happened.';
COMMENT ON COLUMN aws_cloudtrail_trail.last_delivery_error IS 'Why the last delivery failed; NULL where it did not.';
COMMENT ON COLUMN aws_cloudtrail_trail.started_at IS 'When recording was last started; NULL where it never was.';
COMMENT ON COLUMN aws_cloudtrail_trail.stopped_at IS 'When recording was last stopped; NULL where it never was.';
COMMENT ON COLUMN aws_cloudtrail_trail.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_dynamodb_table (
    table_arn VARCHAR,
    table_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    continuous_backups_status VARCHAR,
    point_in_time_recovery_status VARCHAR,
    recovery_period_days BIGINT,
    raw VARCHAR,
    PRIMARY KEY (table_arn)
);
COMMENT ON TABLE aws_dynamodb_table IS 'DynamoDB tables.';
COMMENT ON COLUMN aws_dynamodb_table.table_arn IS 'Name of the table across AWS.';
COMMENT ON COLUMN aws_dynamodb_table.table_name IS 'Name of the table in its region.';
COMMENT ON COLUMN aws_dynamodb_table.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_dynamodb_table.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_dynamodb_table.continuous_backups_status IS 'ENABLED or DISABLED: whether AWS keeps continuous backups.';
COMMENT ON COLUMN aws_dynamodb_table.point_in_time_recovery_status IS 'ENABLED or DISABLED: whether it can be restored to any second of the window.';
COMMENT ON COLUMN aws_dynamodb_table.recovery_period_days IS 'Length of that window in days; NULL where it is not on.';
COMMENT ON COLUMN aws_dynamodb_table.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_logs_group (
    group_arn VARCHAR,
    group_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    created_at TIMESTAMP,
    retention_days BIGINT,
    kms_key VARCHAR,
    class VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (group_arn)
);
COMMENT ON TABLE aws_logs_group IS 'Log groups.';
COMMENT ON COLUMN aws_logs_group.group_arn IS 'Name of the log group across AWS.';
COMMENT ON COLUMN aws_logs_group.group_name IS 'Name of the log group in its region.';
COMMENT ON COLUMN aws_logs_group.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_logs_group.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_logs_group.created_at IS 'When the log group was made.';
COMMENT ON COLUMN aws_logs_group.retention_days IS 'Days that entries are kept; NULL where they are kept for ever.';
COMMENT ON COLUMN aws_logs_group.kms_key IS 'The key that encrypts it; NULL where AWS chooses its own.';
COMMENT ON COLUMN aws_logs_group.class IS 'Class of the log group, such as STANDARD; NULL where AWS does not say.';
COMMENT ON COLUMN aws_logs_group.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_elb_listener (
    listener_arn VARCHAR,
    load_balancer_arn VARCHAR,
    load_balancer_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    load_balancer_kind VARCHAR,
    is_internet_facing BOOLEAN,
    dns_name VARCHAR,
    protocol VARCHAR,
    port BIGINT,
    tls_policy VARCHAR,
    minimum_tls_version VARCHAR,
    redirects_to_https BOOLEAN,
    owner VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (listener_arn)
);
COMMENT ON TABLE aws_elb_listener IS 'Listeners of application and network load balancers.';
COMMENT ON COLUMN aws_elb_listener.listener_arn IS 'Name of the listener across AWS.';
COMMENT ON COLUMN aws_elb_listener.load_balancer_arn IS 'Name of its load balancer across AWS.';
COMMENT ON COLUMN aws_elb_listener.load_balancer_name IS 'Name of its load balancer.';
COMMENT ON COLUMN aws_elb_listener.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_elb_listener.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_elb_listener.load_balancer_kind IS 'Kind of load balancer: application, network or gateway.';
COMMENT ON COLUMN aws_elb_listener.is_internet_facing IS 'Whether the internet can reach it.';
COMMENT ON COLUMN aws_elb_listener.dns_name IS 'Host name that answers; NULL where there is none.';
COMMENT ON COLUMN aws_elb_listener.protocol IS 'Protocol: HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP or GENEVE.';
COMMENT ON COLUMN aws_elb_listener.port IS 'Port that answers; NULL where every port does.';
COMMENT ON COLUMN aws_elb_listener.tls_policy IS 'Encryption policy; NULL where the listener does not speak TLS.';
COMMENT ON COLUMN aws_elb_listener.minimum_tls_version IS 'Oldest version accepted: SSLv3, TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3; NULL where the listener does not speak TLS or AWS does not list the policy.';
COMMENT ON COLUMN aws_elb_listener.redirects_to_https IS 'Whether it only sends callers on to HTTPS.';
COMMENT ON COLUMN aws_elb_listener.owner IS 'Value of the owner tag of the load balancer; NULL where it carries none.';
COMMENT ON COLUMN aws_elb_listener.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_ec2_instance (
    instance_arn VARCHAR,
    instance_id VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    state VARCHAR,
    launched_at TIMESTAMP,
    instance_kind VARCHAR,
    image_id VARCHAR,
    launch_template_id VARCHAR,
    launch_template_version VARCHAR,
    public_address VARCHAR,
    instance_profile_arn VARCHAR,
    metadata_tokens VARCHAR,
    owner VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (instance_arn)
);
COMMENT ON TABLE aws_ec2_instance IS 'Machines.';
COMMENT ON COLUMN aws_ec2_instance.instance_arn IS 'Name of the instance across AWS.';
COMMENT ON COLUMN aws_ec2_instance.instance_id IS 'Id of the instance.';
COMMENT ON COLUMN aws_ec2_instance.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_ec2_instance.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_ec2_instance.state IS 'State of the instance, such as running or stopped.';
COMMENT ON COLUMN aws_ec2_instance.launched_at IS 'When it was last started.';
COMMENT ON COLUMN aws_ec2_instance.instance_kind IS 'Size and family, such as t3.micro.';
COMMENT ON COLUMN aws_ec2_instance.image_id IS 'Image it was made from.';
COMMENT ON COLUMN aws_ec2_instance.launch_template_id IS 'Template it was made from; NULL where AWS shows none.';
COMMENT ON COLUMN aws_ec2_instance.launch_template_version IS 'Version of that template; NULL where AWS shows none.';
COMMENT ON COLUMN aws_ec2_instance.public_address IS 'Address the internet can reach; NULL where it has none.';
COMMENT ON COLUMN aws_ec2_instance.instance_profile_arn IS 'Identity that it acts as; NULL where it has none.';
COMMENT ON COLUMN aws_ec2_instance.metadata_tokens IS 'required or optional: whether its metadata answers only with a token; NULL where AWS does not say.';
COMMENT ON COLUMN aws_ec2_instance.owner IS 'Value of the owner tag of the instance; NULL where it carries none.';
COMMENT ON COLUMN aws_ec2_instance.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_ecs_task (
    task_arn VARCHAR,
    container_name VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    cluster_arn VARCHAR,
    task_definition_arn VARCHAR,
    status VARCHAR,
    started_by VARCHAR,
    created_at TIMESTAMP,
    started_at TIMESTAMP,
    stopped_at TIMESTAMP,
    image VARCHAR,
    image_digest VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (task_arn, container_name)
);
COMMENT ON TABLE aws_ecs_task IS 'Container tasks: one row per container of each task, as the image digest is a container''s.';
COMMENT ON COLUMN aws_ecs_task.task_arn IS 'Name of the task across AWS.';
COMMENT ON COLUMN aws_ecs_task.container_name IS 'Name of the container in the task.';
COMMENT ON COLUMN aws_ecs_task.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_ecs_task.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_ecs_task.cluster_arn IS 'Cluster the task runs in.';
COMMENT ON COLUMN aws_ecs_task.task_definition_arn IS 'Definition, with its revision, that the task was made from.';
COMMENT ON COLUMN aws_ecs_task.status IS 'Last status, such as RUNNING or STOPPED.';
COMMENT ON COLUMN aws_ecs_task.started_by IS 'What started it, such as a deployment; NULL where AWS does not say.';
COMMENT ON COLUMN aws_ecs_task.created_at IS 'When the task was asked for.';
COMMENT ON COLUMN aws_ecs_task.started_at IS 'When the task started; NULL while it has not.';
COMMENT ON COLUMN aws_ecs_task.stopped_at IS 'When the task stopped; NULL while it has not.';
COMMENT ON COLUMN aws_ecs_task.image IS 'Image as named in the definition.';
COMMENT ON COLUMN aws_ecs_task.image_digest IS 'Digest of the image that runs; NULL where AWS does not know it yet.';
COMMENT ON COLUMN aws_ecs_task.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';

CREATE TABLE aws_workload_image (
    image_ref VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    kind VARCHAR,
    image VARCHAR,
    image_name VARCHAR,
    running_count BIGINT,
    is_pinned BOOLEAN,
    image_owner VARCHAR,
    image_created_at TIMESTAMP,
    image_deprecated_at TIMESTAMP,
    PRIMARY KEY (image_ref)
);
COMMENT ON TABLE aws_workload_image IS 'Images that something runs at this moment: the sample items of a fleet whose machines come and go.';
COMMENT ON COLUMN aws_workload_image.image_ref IS 'Account, region and image: the id of a machine image, or the digest of a container image (its name where no digest is known).';
COMMENT ON COLUMN aws_workload_image.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_workload_image.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_workload_image.kind IS 'machine or container.';
COMMENT ON COLUMN aws_workload_image.image IS 'Id or digest of the image.';
COMMENT ON COLUMN aws_workload_image.image_name IS 'Name of the image; NULL where it is no longer to be seen.';
COMMENT ON COLUMN aws_workload_image.running_count IS 'Number of machines or containers that run it.';
COMMENT ON COLUMN aws_workload_image.is_pinned IS 'Whether a digest or image id fixes the content; false where only a name is known.';
COMMENT ON COLUMN aws_workload_image.image_owner IS 'Account that made the machine image; NULL for containers and images no longer to be seen.';
COMMENT ON COLUMN aws_workload_image.image_created_at IS 'When the machine image was made; NULL for containers and images no longer to be seen.';
COMMENT ON COLUMN aws_workload_image.image_deprecated_at IS 'When the machine image counts as outdated; NULL where no such day is set.';

CREATE TABLE aws_workload_event (
    event_key VARCHAR,
    event_id VARCHAR,
    account_id VARCHAR,
    region VARCHAR,
    happened_at TIMESTAMP,
    action VARCHAR,
    event_name VARCHAR,
    kind VARCHAR,
    workload_id VARCHAR,
    image VARCHAR,
    actor_kind VARCHAR,
    actor_arn VARCHAR,
    source_address VARCHAR,
    raw VARCHAR,
    PRIMARY KEY (event_key)
);
COMMENT ON TABLE aws_workload_event IS 'Starts and stops of machines and tasks, as the audit trail has them: one row per machine or task.';
COMMENT ON COLUMN aws_workload_event.event_key IS 'Id of the event in the trail and the machine or task, as event-id/resource.';
COMMENT ON COLUMN aws_workload_event.event_id IS 'Id of the event in the trail.';
COMMENT ON COLUMN aws_workload_event.account_id IS 'Twelve-digit id of the account.';
COMMENT ON COLUMN aws_workload_event.region IS 'Region the resource lives in.';
COMMENT ON COLUMN aws_workload_event.happened_at IS 'When it happened.';
COMMENT ON COLUMN aws_workload_event.action IS 'started or stopped.';
COMMENT ON COLUMN aws_workload_event.event_name IS 'Call that was made, such as RunInstances.';
COMMENT ON COLUMN aws_workload_event.kind IS 'machine or task.';
COMMENT ON COLUMN aws_workload_event.workload_id IS 'The machine or task.';
COMMENT ON COLUMN aws_workload_event.image IS 'Image of the machine, or definition of the task; NULL for stops.';
COMMENT ON COLUMN aws_workload_event.actor_kind IS 'Kind of identity that called, such as IAMUser, AssumedRole, AWSService or Root.';
COMMENT ON COLUMN aws_workload_event.actor_arn IS 'Identity that called; NULL where the trail names none.';
COMMENT ON COLUMN aws_workload_event.source_address IS 'Address or service the call came from; NULL where the trail names none.';
COMMENT ON COLUMN aws_workload_event.raw IS 'The answer of AWS as canonical JSON, without request ids and values that change on their own.';
