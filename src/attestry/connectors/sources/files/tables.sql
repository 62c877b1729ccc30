-- Tables that people hand in as files. Every column a file may bring, in our words.

CREATE TABLE files_worker (
    worker_id VARCHAR,
    name VARCHAR,
    email VARCHAR,
    kind VARCHAR,
    job_title VARCHAR,
    department VARCHAR,
    manager_id VARCHAR,
    started_on DATE,
    ended_on DATE,
    is_active BOOLEAN,
    PRIMARY KEY (worker_id)
);
COMMENT ON TABLE files_worker IS 'One person who works or worked for the company, employees and contractors alike.';
COMMENT ON COLUMN files_worker.worker_id IS 'The number or name by which the people system knows the person, unique for ever.';
COMMENT ON COLUMN files_worker.name IS 'Full name; NULL: not given.';
COMMENT ON COLUMN files_worker.email IS 'Work mail address, the link to the person''s accounts; NULL: the person has none.';
COMMENT ON COLUMN files_worker.kind IS 'Kind of engagement in the company''s own words, such as employee or contractor; NULL: not given.';
COMMENT ON COLUMN files_worker.job_title IS 'Job title; NULL: not given.';
COMMENT ON COLUMN files_worker.department IS 'Department or team; NULL: none.';
COMMENT ON COLUMN files_worker.manager_id IS 'Worker id of the line manager; NULL: has none.';
COMMENT ON COLUMN files_worker.started_on IS 'First working day; NULL: not known.';
COMMENT ON COLUMN files_worker.ended_on IS 'Last working day, which may lie ahead; NULL: no end is set.';
COMMENT ON COLUMN files_worker.is_active IS 'Whether the people system counts the person as working now; NULL: it does not say.';

CREATE TABLE files_account (
    account_id VARCHAR,
    system VARCHAR,
    sign_in_name VARCHAR,
    kind VARCHAR,
    person_email VARCHAR,
    owner_email VARCHAR,
    is_active BOOLEAN,
    is_admin BOOLEAN,
    created_at TIMESTAMP,
    disabled_at TIMESTAMP,
    last_sign_in_at TIMESTAMP,
    mfa_factor VARCHAR,
    PRIMARY KEY (account_id)
);
COMMENT ON TABLE files_account IS 'One account in one system.';
COMMENT ON COLUMN files_account.account_id IS 'System and sign-in name in one, such as crm/anna, unique over all systems.';
COMMENT ON COLUMN files_account.system IS 'The system that the account opens; NULL: not given.';
COMMENT ON COLUMN files_account.sign_in_name IS 'What is typed to sign in; NULL: not given.';
COMMENT ON COLUMN files_account.kind IS 'person, service or shared; NULL: not known.';
COMMENT ON COLUMN files_account.person_email IS 'Work mail address of the person who uses it; NULL: tied to nobody.';
COMMENT ON COLUMN files_account.owner_email IS 'Mail address of who answers for a service or shared account; NULL: nobody does.';
COMMENT ON COLUMN files_account.is_active IS 'Whether one can sign in with it now; NULL: the export does not say.';
COMMENT ON COLUMN files_account.is_admin IS 'Whether it may change other people''s access or settings; NULL: not known.';
COMMENT ON COLUMN files_account.created_at IS 'When it was made; NULL: not known.';
COMMENT ON COLUMN files_account.disabled_at IS 'When it was disabled the last time; NULL: never, or the system keeps no such time.';
COMMENT ON COLUMN files_account.last_sign_in_at IS 'Last sign-in; NULL: never.';
COMMENT ON COLUMN files_account.mfa_factor IS 'Strongest second factor enrolled, such as passkey, app, sms; the word none where there is none; NULL: not known.';

CREATE TABLE files_access_grant (
    grant_id VARCHAR,
    system VARCHAR,
    account_id VARCHAR,
    role VARCHAR,
    is_privileged BOOLEAN,
    requested_by VARCHAR,
    requested_at TIMESTAMP,
    approved_by VARCHAR,
    approved_at TIMESTAMP,
    granted_at TIMESTAMP,
    ends_at TIMESTAMP,
    removed_at TIMESTAMP,
    PRIMARY KEY (grant_id)
);
COMMENT ON TABLE files_access_grant IS 'One right given to one account.';
COMMENT ON COLUMN files_access_grant.grant_id IS 'Number of the request or grant, unique.';
COMMENT ON COLUMN files_access_grant.system IS 'System to which access is given; NULL: not given.';
COMMENT ON COLUMN files_access_grant.account_id IS 'Account that received it; NULL: not given.';
COMMENT ON COLUMN files_access_grant.role IS 'Role or permission given; NULL: not given.';
COMMENT ON COLUMN files_access_grant.is_privileged IS 'Whether the role is an administrator''s; NULL: not known.';
COMMENT ON COLUMN files_access_grant.requested_by IS 'Mail address of who asked; NULL: no request is recorded.';
COMMENT ON COLUMN files_access_grant.requested_at IS 'When it was asked for; NULL: no request is recorded.';
COMMENT ON COLUMN files_access_grant.approved_by IS 'Mail address of who approved; NULL: nobody did.';
COMMENT ON COLUMN files_access_grant.approved_at IS 'When it was approved; NULL: it was not.';
COMMENT ON COLUMN files_access_grant.granted_at IS 'When the access was given; NULL: not yet.';
COMMENT ON COLUMN files_access_grant.ends_at IS 'When the grant runs out by itself; NULL: it has no end.';
COMMENT ON COLUMN files_access_grant.removed_at IS 'When the access was taken away; NULL: it still stands.';

CREATE TABLE files_training_completion (
    completion_id VARCHAR,
    worker_id VARCHAR,
    worker_email VARCHAR,
    course VARCHAR,
    topic VARCHAR,
    completed_on DATE,
    is_passed BOOLEAN,
    score_percent DOUBLE,
    PRIMARY KEY (completion_id)
);
COMMENT ON TABLE files_training_completion IS 'One finished training of one worker.';
COMMENT ON COLUMN files_training_completion.completion_id IS 'Number of the completion, unique.';
COMMENT ON COLUMN files_training_completion.worker_id IS 'The worker, as in files_worker; NULL: not given.';
COMMENT ON COLUMN files_training_completion.worker_email IS 'Work mail address of the worker; NULL: not given.';
COMMENT ON COLUMN files_training_completion.course IS 'Title of the course; NULL: not given.';
COMMENT ON COLUMN files_training_completion.topic IS 'What it teaches, such as security awareness or secure coding; NULL: not given.';
COMMENT ON COLUMN files_training_completion.completed_on IS 'Day on which it was finished; NULL: not finished.';
COMMENT ON COLUMN files_training_completion.is_passed IS 'Whether the closing quiz was passed; NULL: the course has none.';
COMMENT ON COLUMN files_training_completion.score_percent IS 'Score of the quiz, 0 to 100; NULL: the course has none.';

CREATE TABLE files_policy_acknowledgement (
    acknowledgement_id VARCHAR,
    policy VARCHAR,
    version VARCHAR,
    worker_id VARCHAR,
    worker_email VARCHAR,
    asked_on DATE,
    acknowledged_on DATE,
    PRIMARY KEY (acknowledgement_id)
);
COMMENT ON TABLE files_policy_acknowledgement IS 'One worker''s duty to acknowledge one version of one policy.';
COMMENT ON COLUMN files_policy_acknowledgement.acknowledgement_id IS 'Policy, version and worker in one, unique.';
COMMENT ON COLUMN files_policy_acknowledgement.policy IS 'Name of the policy; NULL: not given.';
COMMENT ON COLUMN files_policy_acknowledgement.version IS 'Version that has to be acknowledged; NULL: versions are not counted.';
COMMENT ON COLUMN files_policy_acknowledgement.worker_id IS 'The worker, as in files_worker; NULL: not given.';
COMMENT ON COLUMN files_policy_acknowledgement.worker_email IS 'Work mail address of the worker; NULL: not given.';
COMMENT ON COLUMN files_policy_acknowledgement.asked_on IS 'Day on which the worker was asked; NULL: not known.';
COMMENT ON COLUMN files_policy_acknowledgement.acknowledged_on IS 'Day of acknowledgement; NULL: not yet.';

CREATE TABLE files_background_check (
    check_id VARCHAR,
    worker_id VARCHAR,
    kind VARCHAR,
    ordered_on DATE,
    completed_on DATE,
    result VARCHAR,
    PRIMARY KEY (check_id)
);
COMMENT ON TABLE files_background_check IS 'One screening of one worker.';
COMMENT ON COLUMN files_background_check.check_id IS 'Number of the screening, unique.';
COMMENT ON COLUMN files_background_check.worker_id IS 'The worker, as in files_worker; NULL: not given.';
COMMENT ON COLUMN files_background_check.kind IS 'What was looked at, such as identity, criminal record or references; NULL: not given.';
COMMENT ON COLUMN files_background_check.ordered_on IS 'Day it was ordered; NULL: not known.';
COMMENT ON COLUMN files_background_check.completed_on IS 'Day its result arrived; NULL: still open.';
COMMENT ON COLUMN files_background_check.result IS 'clear where nothing stands against the person, otherwise the provider''s word; NULL: no result yet.';

CREATE TABLE files_tls_endpoint (
    endpoint_id VARCHAR,
    host VARCHAR,
    port BIGINT,
    minimum_protocol VARCHAR,
    certificate_expires_at TIMESTAMP,
    has_hsts BOOLEAN,
    is_public BOOLEAN,
    location VARCHAR,
    owner VARCHAR,
    PRIMARY KEY (endpoint_id)
);
COMMENT ON TABLE files_tls_endpoint IS 'One host and port that answers over the network.';
COMMENT ON COLUMN files_tls_endpoint.endpoint_id IS 'Host and port in one, such as api.example.com:443, unique.';
COMMENT ON COLUMN files_tls_endpoint.host IS 'Host name or address; NULL: not given.';
COMMENT ON COLUMN files_tls_endpoint.port IS 'Port number; NULL: not given.';
COMMENT ON COLUMN files_tls_endpoint.minimum_protocol IS 'Weakest protocol it accepts, such as TLS 1.2; the word none where it speaks in the clear; NULL: not known.';
COMMENT ON COLUMN files_tls_endpoint.certificate_expires_at IS 'When its certificate ends; NULL: not known.';
COMMENT ON COLUMN files_tls_endpoint.has_hsts IS 'Whether it tells browsers to insist on TLS; NULL: not known, or not a web address.';
COMMENT ON COLUMN files_tls_endpoint.is_public IS 'Whether it can be reached from the internet; NULL: not known.';
COMMENT ON COLUMN files_tls_endpoint.location IS 'Where it runs, such as a region or data centre; NULL: not given.';
COMMENT ON COLUMN files_tls_endpoint.owner IS 'Who answers for it; NULL: nobody.';

CREATE TABLE files_vulnerability (
    vulnerability_id VARCHAR,
    reference VARCHAR,
    title VARCHAR,
    asset VARCHAR,
    severity VARCHAR,
    is_exploited BOOLEAN,
    found_on DATE,
    fixed_on DATE,
    accepted_until DATE,
    accepted_by VARCHAR,
    owner VARCHAR,
    PRIMARY KEY (vulnerability_id)
);
COMMENT ON TABLE files_vulnerability IS 'One weakness on one asset.';
COMMENT ON COLUMN files_vulnerability.vulnerability_id IS 'Number of the finding, unique.';
COMMENT ON COLUMN files_vulnerability.reference IS 'Public number such as a CVE; NULL: it has none.';
COMMENT ON COLUMN files_vulnerability.title IS 'What is wrong, in short; NULL: not given.';
COMMENT ON COLUMN files_vulnerability.asset IS 'Where it was found; NULL: not given.';
COMMENT ON COLUMN files_vulnerability.severity IS 'critical, high, medium or low; NULL: not rated.';
COMMENT ON COLUMN files_vulnerability.is_exploited IS 'Whether it is known to be used by attackers; NULL: not known.';
COMMENT ON COLUMN files_vulnerability.found_on IS 'Day it was first seen; NULL: not known.';
COMMENT ON COLUMN files_vulnerability.fixed_on IS 'Day it was seen to be gone; NULL: still open.';
COMMENT ON COLUMN files_vulnerability.accepted_until IS 'Last day of an approved exception; NULL: no exception.';
COMMENT ON COLUMN files_vulnerability.accepted_by IS 'Who approved the exception; NULL: nobody.';
COMMENT ON COLUMN files_vulnerability.owner IS 'Who has to fix it; NULL: nobody.';

CREATE TABLE files_data_store (
    store_id VARCHAR,
    title VARCHAR,
    kind VARCHAR,
    location VARCHAR,
    data_class VARCHAR,
    holds_personal_data BOOLEAN,
    is_encrypted BOOLEAN,
    access_rule VARCHAR,
    retention_days BIGINT,
    backup_every_hours BIGINT,
    recovery_time_minutes BIGINT,
    owner VARCHAR,
    retired_on DATE,
    PRIMARY KEY (store_id)
);
COMMENT ON TABLE files_data_store IS 'One place where data of the service are kept.';
COMMENT ON COLUMN files_data_store.store_id IS 'Name of the store, unique.';
COMMENT ON COLUMN files_data_store.title IS 'What it is called; NULL: not given.';
COMMENT ON COLUMN files_data_store.kind IS 'database, bucket, volume, share and the like; NULL: not given.';
COMMENT ON COLUMN files_data_store.location IS 'Account, region or building; NULL: not given.';
COMMENT ON COLUMN files_data_store.data_class IS 'Highest class of data in it, in the company''s own classes; NULL: not classified.';
COMMENT ON COLUMN files_data_store.holds_personal_data IS 'Whether personal data are in it; NULL: not known.';
COMMENT ON COLUMN files_data_store.is_encrypted IS 'Whether it is encrypted at rest; NULL: not known.';
COMMENT ON COLUMN files_data_store.access_rule IS 'Who may read it, in words or as the name of a role; NULL: not written down.';
COMMENT ON COLUMN files_data_store.retention_days IS 'Days for which data are kept; NULL: no rule.';
COMMENT ON COLUMN files_data_store.backup_every_hours IS 'Longest time between two backups, hours; NULL: needs no backup.';
COMMENT ON COLUMN files_data_store.recovery_time_minutes IS 'Promised time to bring it back, minutes; NULL: no promise.';
COMMENT ON COLUMN files_data_store.owner IS 'Who answers for it; NULL: nobody.';
COMMENT ON COLUMN files_data_store.retired_on IS 'Day it was taken out of use; NULL: in use.';

CREATE TABLE files_backup_run (
    run_id VARCHAR,
    store_id VARCHAR,
    started_at TIMESTAMP,
    finished_at TIMESTAMP,
    is_successful BOOLEAN,
    is_encrypted BOOLEAN,
    size_bytes BIGINT,
    location VARCHAR,
    PRIMARY KEY (run_id)
);
COMMENT ON TABLE files_backup_run IS 'One run of a backup of one data store.';
COMMENT ON COLUMN files_backup_run.run_id IS 'Number of the run, unique.';
COMMENT ON COLUMN files_backup_run.store_id IS 'Data store that was backed up, as in files_data_store; NULL: not given.';
COMMENT ON COLUMN files_backup_run.started_at IS 'When it began; NULL: not known.';
COMMENT ON COLUMN files_backup_run.finished_at IS 'When it ended; NULL: it did not.';
COMMENT ON COLUMN files_backup_run.is_successful IS 'Whether the copy is complete and usable; NULL: not known.';
COMMENT ON COLUMN files_backup_run.is_encrypted IS 'Whether the copy is encrypted; NULL: not known.';
COMMENT ON COLUMN files_backup_run.size_bytes IS 'Size of the copy, bytes; NULL: not known.';
COMMENT ON COLUMN files_backup_run.location IS 'Where the copy lies; NULL: not given.';

CREATE TABLE files_restore_test (
    restore_test_id VARCHAR,
    store_id VARCHAR,
    tested_on DATE,
    is_successful BOOLEAN,
    duration_minutes BIGINT,
    tested_by VARCHAR,
    PRIMARY KEY (restore_test_id)
);
COMMENT ON TABLE files_restore_test IS 'One trial of a restore of one data store.';
COMMENT ON COLUMN files_restore_test.restore_test_id IS 'Number of the trial, unique.';
COMMENT ON COLUMN files_restore_test.store_id IS 'Data store that was restored, as in files_data_store; NULL: not given.';
COMMENT ON COLUMN files_restore_test.tested_on IS 'Day of the trial; NULL: not known.';
COMMENT ON COLUMN files_restore_test.is_successful IS 'Whether the data came back complete; NULL: not known.';
COMMENT ON COLUMN files_restore_test.duration_minutes IS 'Time from start to usable data, minutes; NULL: not measured.';
COMMENT ON COLUMN files_restore_test.tested_by IS 'Who ran it; NULL: not given.';

CREATE TABLE files_incident (
    incident_id VARCHAR,
    title VARCHAR,
    severity VARCHAR,
    detected_at TIMESTAMP,
    contained_at TIMESTAMP,
    closed_at TIMESTAMP,
    root_cause VARCHAR,
    reviewed_on DATE,
    affects_personal_data BOOLEAN,
    notification_decision VARCHAR,
    owner VARCHAR,
    PRIMARY KEY (incident_id)
);
COMMENT ON TABLE files_incident IS 'One incident.';
COMMENT ON COLUMN files_incident.incident_id IS 'Number of the incident, unique.';
COMMENT ON COLUMN files_incident.title IS 'What happened, in short; NULL: not given.';
COMMENT ON COLUMN files_incident.severity IS 'critical, high, medium or low; NULL: not rated.';
COMMENT ON COLUMN files_incident.detected_at IS 'When it was noticed; NULL: not known.';
COMMENT ON COLUMN files_incident.contained_at IS 'When it stopped spreading; NULL: not yet.';
COMMENT ON COLUMN files_incident.closed_at IS 'When it was closed; NULL: open.';
COMMENT ON COLUMN files_incident.root_cause IS 'Cause that was found; NULL: none written down.';
COMMENT ON COLUMN files_incident.reviewed_on IS 'Day on which it was looked back on; NULL: not yet.';
COMMENT ON COLUMN files_incident.affects_personal_data IS 'Whether personal data were touched; NULL: not judged.';
COMMENT ON COLUMN files_incident.notification_decision IS 'The decision whether to tell customers, people or authorities, with its reason; NULL: not decided.';
COMMENT ON COLUMN files_incident.owner IS 'Who leads it; NULL: nobody.';

CREATE TABLE files_vendor (
    vendor_id VARCHAR,
    name VARCHAR,
    service VARCHAR,
    tier VARCHAR,
    data_class VARCHAR,
    is_subprocessor BOOLEAN,
    owner VARCHAR,
    started_on DATE,
    ended_on DATE,
    reviewed_on DATE,
    assurance VARCHAR,
    assured_until_on DATE,
    PRIMARY KEY (vendor_id)
);
COMMENT ON TABLE files_vendor IS 'One supplier.';
COMMENT ON COLUMN files_vendor.vendor_id IS 'Name or number of the supplier, unique.';
COMMENT ON COLUMN files_vendor.name IS 'What it is called; NULL: not given.';
COMMENT ON COLUMN files_vendor.service IS 'What it does for us; NULL: not given.';
COMMENT ON COLUMN files_vendor.tier IS 'critical, high, medium or low; NULL: not rated.';
COMMENT ON COLUMN files_vendor.data_class IS 'Highest class of data it receives; NULL: none, or not classified.';
COMMENT ON COLUMN files_vendor.is_subprocessor IS 'Whether it processes customers'' personal data; NULL: not known.';
COMMENT ON COLUMN files_vendor.owner IS 'Who answers for the relation; NULL: nobody.';
COMMENT ON COLUMN files_vendor.started_on IS 'First day of the contract; NULL: not known.';
COMMENT ON COLUMN files_vendor.ended_on IS 'Last day of the relation; NULL: it goes on.';
COMMENT ON COLUMN files_vendor.reviewed_on IS 'Day of the last security review; NULL: never.';
COMMENT ON COLUMN files_vendor.assurance IS 'What was reviewed, such as a SOC 2 report or a questionnaire; NULL: nothing.';
COMMENT ON COLUMN files_vendor.assured_until_on IS 'Last day that the assurance speaks of; NULL: it states none.';

CREATE TABLE files_access_review_item (
    review_item_id VARCHAR,
    review VARCHAR,
    system VARCHAR,
    account_id VARCHAR,
    person_email VARCHAR,
    reviewer_email VARCHAR,
    due_on DATE,
    decided_on DATE,
    decision VARCHAR,
    done_on DATE,
    PRIMARY KEY (review_item_id)
);
COMMENT ON TABLE files_access_review_item IS 'One account looked at in one access review.';
COMMENT ON COLUMN files_access_review_item.review_item_id IS 'Review and account in one, unique.';
COMMENT ON COLUMN files_access_review_item.review IS 'Name of the review, such as 2026 Q1 CRM; NULL: not given.';
COMMENT ON COLUMN files_access_review_item.system IS 'System reviewed; NULL: not given.';
COMMENT ON COLUMN files_access_review_item.account_id IS 'Account looked at; NULL: not given.';
COMMENT ON COLUMN files_access_review_item.person_email IS 'Mail address of the person who holds the account; NULL: not known.';
COMMENT ON COLUMN files_access_review_item.reviewer_email IS 'Mail address of who decided; NULL: nobody did.';
COMMENT ON COLUMN files_access_review_item.due_on IS 'Last day for the decision; NULL: none was set.';
COMMENT ON COLUMN files_access_review_item.decided_on IS 'Day of the decision; NULL: not decided.';
COMMENT ON COLUMN files_access_review_item.decision IS 'keep, change or remove; NULL: not decided.';
COMMENT ON COLUMN files_access_review_item.done_on IS 'Day on which a removal or change was carried out; NULL: not done, or nothing to do.';

CREATE TABLE files_risk (
    risk_id VARCHAR,
    title VARCHAR,
    category VARCHAR,
    owner VARCHAR,
    inherent_score DOUBLE,
    residual_score DOUBLE,
    treatment VARCHAR,
    accepted_by VARCHAR,
    due_on DATE,
    treated_on DATE,
    reviewed_on DATE,
    closed_on DATE,
    PRIMARY KEY (risk_id)
);
COMMENT ON TABLE files_risk IS 'One risk.';
COMMENT ON COLUMN files_risk.risk_id IS 'Number of the risk, unique.';
COMMENT ON COLUMN files_risk.title IS 'What may happen; NULL: not given.';
COMMENT ON COLUMN files_risk.category IS 'Kind of risk, such as fraud, vendor or technology; NULL: not given.';
COMMENT ON COLUMN files_risk.owner IS 'Who answers for it; NULL: nobody.';
COMMENT ON COLUMN files_risk.inherent_score IS 'Score before treatment, on the company''s scale; NULL: not scored.';
COMMENT ON COLUMN files_risk.residual_score IS 'Score after treatment, on the company''s scale; NULL: not scored.';
COMMENT ON COLUMN files_risk.treatment IS 'reduce, accept, transfer or avoid; NULL: not decided.';
COMMENT ON COLUMN files_risk.accepted_by IS 'Who accepted what is left; NULL: nobody.';
COMMENT ON COLUMN files_risk.due_on IS 'Last day for the treatment; NULL: none was set.';
COMMENT ON COLUMN files_risk.treated_on IS 'Day on which the treatment was finished; NULL: not finished.';
COMMENT ON COLUMN files_risk.reviewed_on IS 'Day of the last review; NULL: never.';
COMMENT ON COLUMN files_risk.closed_on IS 'Day on which the risk was struck off; NULL: open.';

CREATE TABLE files_change_ticket (
    change_id VARCHAR,
    title VARCHAR,
    system VARCHAR,
    kind VARCHAR,
    author VARCHAR,
    approved_by VARCHAR,
    approved_at TIMESTAMP,
    deployed_at TIMESTAMP,
    deployed_by VARCHAR,
    is_tested BOOLEAN,
    rollback_note VARCHAR,
    reviewed_on DATE,
    PRIMARY KEY (change_id)
);
COMMENT ON TABLE files_change_ticket IS 'One change.';
COMMENT ON COLUMN files_change_ticket.change_id IS 'Number of the change, unique.';
COMMENT ON COLUMN files_change_ticket.title IS 'What changes; NULL: not given.';
COMMENT ON COLUMN files_change_ticket.system IS 'System that changes; NULL: not given.';
COMMENT ON COLUMN files_change_ticket.kind IS 'normal, standard or emergency; NULL: not given.';
COMMENT ON COLUMN files_change_ticket.author IS 'Who wrote the change; NULL: not given.';
COMMENT ON COLUMN files_change_ticket.approved_by IS 'Who approved it; NULL: nobody did.';
COMMENT ON COLUMN files_change_ticket.approved_at IS 'When it was approved; NULL: it was not.';
COMMENT ON COLUMN files_change_ticket.deployed_at IS 'When it went live; NULL: it did not.';
COMMENT ON COLUMN files_change_ticket.deployed_by IS 'Who or which pipeline put it live; NULL: not given.';
COMMENT ON COLUMN files_change_ticket.is_tested IS 'Whether its tests passed before it went live; NULL: not recorded.';
COMMENT ON COLUMN files_change_ticket.rollback_note IS 'How it can be undone; NULL: not written down.';
COMMENT ON COLUMN files_change_ticket.reviewed_on IS 'Day on which an emergency change was looked at afterwards; NULL: not looked at.';

CREATE TABLE files_device (
    device_id VARCHAR,
    name VARCHAR,
    kind VARCHAR,
    worker_email VARCHAR,
    os_name VARCHAR,
    os_version VARCHAR,
    is_managed BOOLEAN,
    is_disk_encrypted BOOLEAN,
    screen_lock_minutes BIGINT,
    has_endpoint_protection BOOLEAN,
    last_seen_at TIMESTAMP,
    retired_on DATE,
    wiped_on DATE,
    destruction_proof VARCHAR,
    PRIMARY KEY (device_id)
);
COMMENT ON TABLE files_device IS 'One laptop, mobile or other device.';
COMMENT ON COLUMN files_device.device_id IS 'Serial or inventory number, unique.';
COMMENT ON COLUMN files_device.name IS 'What it calls itself; NULL: not given.';
COMMENT ON COLUMN files_device.kind IS 'laptop, desktop, mobile and the like; NULL: not given.';
COMMENT ON COLUMN files_device.worker_email IS 'Work mail address of who uses it; NULL: nobody.';
COMMENT ON COLUMN files_device.os_name IS 'Operating system; NULL: not known.';
COMMENT ON COLUMN files_device.os_version IS 'Version of the operating system; NULL: not known.';
COMMENT ON COLUMN files_device.is_managed IS 'Whether it is enrolled in device management; NULL: not known.';
COMMENT ON COLUMN files_device.is_disk_encrypted IS 'Whether its disk is encrypted; NULL: not known.';
COMMENT ON COLUMN files_device.screen_lock_minutes IS 'Idle minutes until it locks; 0: never locks; NULL: not known.';
COMMENT ON COLUMN files_device.has_endpoint_protection IS 'Whether malware protection runs; NULL: not known.';
COMMENT ON COLUMN files_device.last_seen_at IS 'When device management last heard from it; NULL: never.';
COMMENT ON COLUMN files_device.retired_on IS 'Day it was taken out of use; NULL: in use.';
COMMENT ON COLUMN files_device.wiped_on IS 'Day it was wiped or destroyed; NULL: not yet.';
COMMENT ON COLUMN files_device.destruction_proof IS 'Number of the certificate or record of wiping; NULL: there is none.';

CREATE TABLE files_sign_in_policy (
    system VARCHAR,
    minimum_length BIGINT,
    lockout_attempts BIGINT,
    session_minutes BIGINT,
    blocks_breached_passwords BOOLEAN,
    has_passwords BOOLEAN,
    owner VARCHAR,
    PRIMARY KEY (system)
);
COMMENT ON TABLE files_sign_in_policy IS 'The sign-in settings of one system.';
COMMENT ON COLUMN files_sign_in_policy.system IS 'The system, unique.';
COMMENT ON COLUMN files_sign_in_policy.minimum_length IS 'Fewest characters of a password; NULL: it sets none.';
COMMENT ON COLUMN files_sign_in_policy.lockout_attempts IS 'Failed sign-ins until an account locks or slows; NULL: it never does.';
COMMENT ON COLUMN files_sign_in_policy.session_minutes IS 'Idle minutes until one is signed out; NULL: never.';
COMMENT ON COLUMN files_sign_in_policy.blocks_breached_passwords IS 'Whether known leaked passwords are refused; NULL: not known.';
COMMENT ON COLUMN files_sign_in_policy.has_passwords IS 'Whether people can sign in with a password at all; NULL: not known.';
COMMENT ON COLUMN files_sign_in_policy.owner IS 'Who answers for the system; NULL: nobody.';

CREATE TABLE files_firewall_rule (
    rule_id VARCHAR,
    account VARCHAR,
    firewall VARCHAR,
    is_enabled BOOLEAN,
    protocol VARCHAR,
    port_from BIGINT,
    port_to BIGINT,
    source VARCHAR,
    owner VARCHAR,
    reason VARCHAR,
    PRIMARY KEY (rule_id)
);
COMMENT ON TABLE files_firewall_rule IS 'One rule that lets traffic in.';
COMMENT ON COLUMN files_firewall_rule.rule_id IS 'Firewall and rule number in one, unique.';
COMMENT ON COLUMN files_firewall_rule.account IS 'Account, site or network to which the firewall belongs; NULL: not given.';
COMMENT ON COLUMN files_firewall_rule.firewall IS 'Firewall or security group; NULL: not given.';
COMMENT ON COLUMN files_firewall_rule.is_enabled IS 'Whether the rule is in force; NULL: not known.';
COMMENT ON COLUMN files_firewall_rule.protocol IS 'tcp, udp, icmp or any; NULL: not given.';
COMMENT ON COLUMN files_firewall_rule.port_from IS 'First port; NULL: every port.';
COMMENT ON COLUMN files_firewall_rule.port_to IS 'Last port; NULL: every port.';
COMMENT ON COLUMN files_firewall_rule.source IS 'Addresses allowed in, in CIDR form, or the word any; NULL: not given.';
COMMENT ON COLUMN files_firewall_rule.owner IS 'Who answers for it; NULL: nobody.';
COMMENT ON COLUMN files_firewall_rule.reason IS 'Why it is open; NULL: not written down.';
