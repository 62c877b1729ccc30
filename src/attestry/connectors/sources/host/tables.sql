CREATE TABLE host_system (
    hostname VARCHAR NOT NULL,
    distribution_id VARCHAR,
    distribution_name VARCHAR,
    distribution_version VARCHAR,
    support_end_on DATE,
    extended_support_end_on DATE,
    architecture VARCHAR,
    is_container BOOLEAN,
    machine_booted_at TIMESTAMP,
    raw VARCHAR,
    PRIMARY KEY (hostname)
);
COMMENT ON TABLE host_system IS 'The machine and its distribution; one row.';
COMMENT ON COLUMN host_system.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_system.distribution_id IS 'Short name of the distribution, such as debian, ubuntu, rhel, almalinux, amzn or alpine.';
COMMENT ON COLUMN host_system.distribution_name IS 'Full name of the distribution as it calls itself; NULL where it states none.';
COMMENT ON COLUMN host_system.distribution_version IS 'Version of the distribution, such as 12 or 24.04; NULL for a rolling release.';
COMMENT ON COLUMN host_system.support_end_on IS 'Last day of free standard security support for this version; NULL where the version has no end of support.';
COMMENT ON COLUMN host_system.extended_support_end_on IS 'Last day of extended support, paid or by volunteers; NULL where none is offered.';
COMMENT ON COLUMN host_system.architecture IS 'Processor architecture, such as x86_64 or aarch64; NULL where the kernel does not say.';
COMMENT ON COLUMN host_system.is_container IS 'True where marks of a container are found, so that the view is that of the container.';
COMMENT ON COLUMN host_system.machine_booted_at IS 'Minute at which the kernel started (UTC).';
COMMENT ON COLUMN host_system.raw IS 'The distribution''s own description as canonical JSON.';

CREATE TABLE host_kernel (
    hostname VARCHAR NOT NULL,
    kernel_release VARCHAR,
    newest_installed_release VARCHAR,
    address_space_randomization BIGINT,
    pointer_restriction BIGINT,
    is_kernel_log_restricted BOOLEAN,
    process_trace_scope BIGINT,
    are_symlinks_protected BOOLEAN,
    are_hardlinks_protected BOOLEAN,
    setuid_dump_mode BIGINT,
    is_forwarding_ipv4 BOOLEAN,
    is_accepting_redirects BOOLEAN,
    is_answering_with_syn_cookies BOOLEAN,
    PRIMARY KEY (hostname)
);
COMMENT ON TABLE host_kernel IS 'The running kernel and its protective settings; one row.';
COMMENT ON COLUMN host_kernel.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_kernel.kernel_release IS 'Release of the running kernel.';
COMMENT ON COLUMN host_kernel.newest_installed_release IS 'Newest kernel release with modules on disk; differs from the running one until a restart.';
COMMENT ON COLUMN host_kernel.address_space_randomization IS '0 off, 1 stack and libraries, 2 also the heap.';
COMMENT ON COLUMN host_kernel.pointer_restriction IS '0 kernel addresses shown to all, 1 hidden from ordinary users, 2 hidden from all.';
COMMENT ON COLUMN host_kernel.is_kernel_log_restricted IS 'True where only administrators read the kernel log.';
COMMENT ON COLUMN host_kernel.process_trace_scope IS '0 any own process may be traced, 1 children only, 2 administrators only, 3 nobody; NULL where the kernel has no such restriction.';
COMMENT ON COLUMN host_kernel.are_symlinks_protected IS 'True where symbolic links in shared writable folders are followed only by their owner.';
COMMENT ON COLUMN host_kernel.are_hardlinks_protected IS 'True where hard links to files of others are refused.';
COMMENT ON COLUMN host_kernel.setuid_dump_mode IS '0 privileged programs leave no core dump, 1 they do, 2 readable by root only.';
COMMENT ON COLUMN host_kernel.is_forwarding_ipv4 IS 'True where the machine routes IPv4 packets between networks.';
COMMENT ON COLUMN host_kernel.is_accepting_redirects IS 'True where ICMP redirects may change the routes of IPv4.';
COMMENT ON COLUMN host_kernel.is_answering_with_syn_cookies IS 'True where a flood of half-open connections is met with SYN cookies.';

CREATE TABLE host_user (
    user_id VARCHAR NOT NULL,
    hostname VARCHAR,
    user_name VARCHAR,
    uid BIGINT,
    gid BIGINT,
    full_name VARCHAR,
    home_directory VARCHAR,
    shell VARCHAR,
    is_login_shell BOOLEAN,
    is_system_account BOOLEAN,
    password_state VARCHAR,
    password_hash_scheme VARCHAR,
    password_changed_on DATE,
    password_maximum_days BIGINT,
    account_expires_on DATE,
    PRIMARY KEY (user_id)
);
COMMENT ON TABLE host_user IS 'Local accounts of the user database file; accounts of a directory server are not among them.';
COMMENT ON COLUMN host_user.user_id IS 'hostname/user name; the item id.';
COMMENT ON COLUMN host_user.hostname IS 'Name of the machine.';
COMMENT ON COLUMN host_user.user_name IS 'Login name.';
COMMENT ON COLUMN host_user.uid IS 'Numeric user id; 0 is the superuser.';
COMMENT ON COLUMN host_user.gid IS 'Numeric id of the primary group.';
COMMENT ON COLUMN host_user.full_name IS 'The comment field, usually a person''s name; NULL where empty.';
COMMENT ON COLUMN host_user.home_directory IS 'Home folder; NULL where none is stated.';
COMMENT ON COLUMN host_user.shell IS 'Program started at login; NULL where none is stated, which means the system''s default shell.';
COMMENT ON COLUMN host_user.is_login_shell IS 'True where the program gives an interactive session, false for nologin, false and their like.';
COMMENT ON COLUMN host_user.is_system_account IS 'True where the numeric id lies outside the range that login.defs sets for people.';
COMMENT ON COLUMN host_user.password_state IS 'set, locked, empty or none (no password can match and none was ever set).';
COMMENT ON COLUMN host_user.password_hash_scheme IS 'Scheme of the stored hash, such as yescrypt, sha512crypt, md5crypt or des; NULL where no hash is stored.';
COMMENT ON COLUMN host_user.password_changed_on IS 'Day of the last password change; NULL where never recorded.';
COMMENT ON COLUMN host_user.password_maximum_days IS 'Days after which the password has to be changed; NULL where it may stay for ever.';
COMMENT ON COLUMN host_user.account_expires_on IS 'Day on which the account closes by itself; NULL where it never does.';

CREATE TABLE host_user_group (
    user_id VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    gid BIGINT,
    is_primary BOOLEAN,
    PRIMARY KEY (user_id, group_name)
);
COMMENT ON TABLE host_user_group IS 'Groups of each local account, the primary one included.';
COMMENT ON COLUMN host_user_group.user_id IS 'hostname/user name; the item id of the account.';
COMMENT ON COLUMN host_user_group.group_name IS 'Name of the group; its number as text where it has no name.';
COMMENT ON COLUMN host_user_group.gid IS 'Numeric id of the group.';
COMMENT ON COLUMN host_user_group.is_primary IS 'True for the group given in the user database.';

CREATE TABLE host_sudo_rule (
    sudo_rule_id VARCHAR NOT NULL,
    hostname VARCHAR,
    subject VARCHAR,
    is_group BOOLEAN,
    machines VARCHAR,
    run_as VARCHAR,
    commands VARCHAR,
    is_all_commands BOOLEAN,
    is_password_needed BOOLEAN,
    file_path VARCHAR,
    PRIMARY KEY (sudo_rule_id)
);
COMMENT ON TABLE host_sudo_rule IS 'Rules that let users act as another user, one row for each subject and command list.';
COMMENT ON COLUMN host_sudo_rule.sudo_rule_id IS 'hostname/sudo/digest of the rule; the item id.';
COMMENT ON COLUMN host_sudo_rule.hostname IS 'Name of the machine.';
COMMENT ON COLUMN host_sudo_rule.subject IS 'User name, or %group, or ALL, after aliases were resolved.';
COMMENT ON COLUMN host_sudo_rule.is_group IS 'True where the subject is a group.';
COMMENT ON COLUMN host_sudo_rule.machines IS 'Machines the rule is for, as written; ALL for every one.';
COMMENT ON COLUMN host_sudo_rule.run_as IS 'Whom the subject may act as; NULL where not stated, which means root.';
COMMENT ON COLUMN host_sudo_rule.commands IS 'The commands as written, comma-separated.';
COMMENT ON COLUMN host_sudo_rule.is_all_commands IS 'True where the rule allows every command.';
COMMENT ON COLUMN host_sudo_rule.is_password_needed IS 'False where NOPASSWD, or a default without authentication, lets the subject act without a password.';
COMMENT ON COLUMN host_sudo_rule.file_path IS 'File in which the rule stands.';

CREATE TABLE host_sudo_grant (
    user_id VARCHAR NOT NULL,
    sudo_rule_id VARCHAR NOT NULL,
    is_all_commands BOOLEAN,
    is_password_needed BOOLEAN,
    PRIMARY KEY (user_id, sudo_rule_id)
);
COMMENT ON TABLE host_sudo_grant IS 'Which local account a sudo rule reaches, by name, by group or by ALL.';
COMMENT ON COLUMN host_sudo_grant.user_id IS 'hostname/user name; the item id of the account.';
COMMENT ON COLUMN host_sudo_grant.sudo_rule_id IS 'The rule that reaches the account.';
COMMENT ON COLUMN host_sudo_grant.is_all_commands IS 'True where the rule allows every command.';
COMMENT ON COLUMN host_sudo_grant.is_password_needed IS 'False where the rule lets the account act without a password.';

CREATE TABLE host_sshd (
    hostname VARCHAR NOT NULL,
    is_installed BOOLEAN,
    settings_from VARCHAR,
    match_block_count BIGINT,
    permit_root_login VARCHAR,
    is_password_login BOOLEAN,
    is_keyboard_interactive_login BOOLEAN,
    is_public_key_login BOOLEAN,
    is_empty_password_allowed BOOLEAN,
    is_host_based_login BOOLEAN,
    authentication_methods VARCHAR,
    is_using_pam BOOLEAN,
    maximum_authentication_tries BIGINT,
    login_grace_seconds BIGINT,
    client_alive_seconds BIGINT,
    client_alive_count_maximum BIGINT,
    is_x11_forwarding BOOLEAN,
    tcp_forwarding VARCHAR,
    is_agent_forwarding BOOLEAN,
    log_level VARCHAR,
    has_allow_list BOOLEAN,
    raw VARCHAR,
    PRIMARY KEY (hostname)
);
COMMENT ON TABLE host_sshd IS 'Settings of the SSH server, outside of Match blocks; one row.';
COMMENT ON COLUMN host_sshd.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_sshd.is_installed IS 'True where the server program or its configuration is present.';
COMMENT ON COLUMN host_sshd.settings_from IS 'effective where the server itself printed them, files where they were read from its configuration; NULL where not installed.';
COMMENT ON COLUMN host_sshd.match_block_count IS 'Number of Match blocks, whose exceptions the other columns do not show.';
COMMENT ON COLUMN host_sshd.permit_root_login IS 'yes, no, prohibit-password or forced-commands-only.';
COMMENT ON COLUMN host_sshd.is_password_login IS 'True where a password opens a session.';
COMMENT ON COLUMN host_sshd.is_keyboard_interactive_login IS 'True where question-and-answer login, often a password through PAM, opens a session.';
COMMENT ON COLUMN host_sshd.is_public_key_login IS 'True where a key opens a session.';
COMMENT ON COLUMN host_sshd.is_empty_password_allowed IS 'True where an account with an empty password may log in.';
COMMENT ON COLUMN host_sshd.is_host_based_login IS 'True where trust in another machine opens a session.';
COMMENT ON COLUMN host_sshd.authentication_methods IS 'Combinations of methods that are demanded, as written; any where one is enough.';
COMMENT ON COLUMN host_sshd.is_using_pam IS 'True where the pluggable authentication modules decide as well.';
COMMENT ON COLUMN host_sshd.maximum_authentication_tries IS 'Attempts allowed within one connection.';
COMMENT ON COLUMN host_sshd.login_grace_seconds IS 'Seconds within which a login must succeed; 0 is without end.';
COMMENT ON COLUMN host_sshd.client_alive_seconds IS 'Seconds of silence after which the client is asked for a sign of life; 0 is never.';
COMMENT ON COLUMN host_sshd.client_alive_count_maximum IS 'Unanswered signs of life after which the session ends; 0 is never.';
COMMENT ON COLUMN host_sshd.is_x11_forwarding IS 'True where graphical sessions may be forwarded.';
COMMENT ON COLUMN host_sshd.tcp_forwarding IS 'yes, no, local or remote.';
COMMENT ON COLUMN host_sshd.is_agent_forwarding IS 'True where a client''s key agent may be used from here.';
COMMENT ON COLUMN host_sshd.log_level IS 'How much the server logs, in capitals, such as INFO or VERBOSE.';
COMMENT ON COLUMN host_sshd.has_allow_list IS 'True where only named users or groups may log in.';
COMMENT ON COLUMN host_sshd.raw IS 'All settings as canonical JSON, keyword to values.';

CREATE TABLE host_sshd_algorithm (
    hostname VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    algorithm VARCHAR NOT NULL,
    PRIMARY KEY (hostname, kind, algorithm)
);
COMMENT ON TABLE host_sshd_algorithm IS 'Algorithms that the SSH server offers.';
COMMENT ON COLUMN host_sshd_algorithm.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_sshd_algorithm.kind IS 'cipher, mac, key_exchange or host_key.';
COMMENT ON COLUMN host_sshd_algorithm.algorithm IS 'Name of the algorithm.';

CREATE TABLE host_authorized_key (
    key_id VARCHAR NOT NULL,
    user_id VARCHAR,
    hostname VARCHAR,
    user_name VARCHAR,
    key_type VARCHAR,
    key_bits BIGINT,
    fingerprint VARCHAR,
    comment VARCHAR,
    has_source_restriction BOOLEAN,
    has_forced_command BOOLEAN,
    expires_at TIMESTAMP,
    file_path VARCHAR,
    PRIMARY KEY (key_id)
);
COMMENT ON TABLE host_authorized_key IS 'Public keys that open a local account.';
COMMENT ON COLUMN host_authorized_key.key_id IS 'hostname/user name/fingerprint; the item id.';
COMMENT ON COLUMN host_authorized_key.user_id IS 'hostname/user name of the account it opens.';
COMMENT ON COLUMN host_authorized_key.hostname IS 'Name of the machine.';
COMMENT ON COLUMN host_authorized_key.user_name IS 'Login name of the account.';
COMMENT ON COLUMN host_authorized_key.key_type IS 'Type of the key, such as ssh-ed25519 or ssh-rsa.';
COMMENT ON COLUMN host_authorized_key.key_bits IS 'Size of the key in bits.';
COMMENT ON COLUMN host_authorized_key.fingerprint IS 'SHA-256 fingerprint as OpenSSH prints it.';
COMMENT ON COLUMN host_authorized_key.comment IS 'Comment behind the key, often a person''s address; NULL where there is none.';
COMMENT ON COLUMN host_authorized_key.has_source_restriction IS 'True where the key works from named addresses only.';
COMMENT ON COLUMN host_authorized_key.has_forced_command IS 'True where the key starts one fixed command only.';
COMMENT ON COLUMN host_authorized_key.expires_at IS 'Instant after which the key no longer opens the account (UTC); NULL where it never expires.';
COMMENT ON COLUMN host_authorized_key.file_path IS 'File in which the key stands.';

CREATE TABLE host_socket (
    socket_id VARCHAR NOT NULL,
    hostname VARCHAR,
    protocol VARCHAR,
    address VARCHAR,
    port BIGINT,
    is_loopback BOOLEAN,
    is_any_address BOOLEAN,
    is_ephemeral_port BOOLEAN,
    owner_uid BIGINT,
    process_name VARCHAR,
    PRIMARY KEY (socket_id)
);
COMMENT ON TABLE host_socket IS 'Sockets that accept traffic, seen from this machine''s own network namespace.';
COMMENT ON COLUMN host_socket.socket_id IS 'hostname/protocol/address:port; the item id.';
COMMENT ON COLUMN host_socket.hostname IS 'Name of the machine.';
COMMENT ON COLUMN host_socket.protocol IS 'tcp, tcp6, udp or udp6.';
COMMENT ON COLUMN host_socket.address IS 'Address it is bound to.';
COMMENT ON COLUMN host_socket.port IS 'Port number.';
COMMENT ON COLUMN host_socket.is_loopback IS 'True where only this machine itself can reach it.';
COMMENT ON COLUMN host_socket.is_any_address IS 'True where it is bound to every address of the machine.';
COMMENT ON COLUMN host_socket.is_ephemeral_port IS 'True where the port lies in the range the kernel hands out by itself.';
COMMENT ON COLUMN host_socket.owner_uid IS 'Numeric id of the user who opened it.';
COMMENT ON COLUMN host_socket.process_name IS 'Names of the processes that hold it, comma-separated; NULL where none holds it, as with sockets of the kernel.';

CREATE TABLE host_block_device (
    device_id VARCHAR NOT NULL,
    hostname VARCHAR,
    device_name VARCHAR,
    mapper_name VARCHAR,
    kind VARCHAR,
    size_bytes BIGINT,
    is_removable BOOLEAN,
    is_read_only BOOLEAN,
    is_encrypted BOOLEAN,
    PRIMARY KEY (device_id)
);
COMMENT ON TABLE host_block_device IS 'Disks, partitions and mapped devices.';
COMMENT ON COLUMN host_block_device.device_id IS 'hostname/kernel name of the device; the item id.';
COMMENT ON COLUMN host_block_device.hostname IS 'Name of the machine.';
COMMENT ON COLUMN host_block_device.device_name IS 'Kernel name, such as sda1 or dm-0.';
COMMENT ON COLUMN host_block_device.mapper_name IS 'Name given by the device mapper; NULL where the device is not mapped.';
COMMENT ON COLUMN host_block_device.kind IS 'disk, partition, crypt, lvm, raid, multipath, loop, memory or mapped.';
COMMENT ON COLUMN host_block_device.size_bytes IS 'Size in bytes.';
COMMENT ON COLUMN host_block_device.is_removable IS 'True where the kernel calls the medium removable.';
COMMENT ON COLUMN host_block_device.is_read_only IS 'True where the device refuses writing.';
COMMENT ON COLUMN host_block_device.is_encrypted IS 'True where the device is a dm-crypt layer or everything below it is.';

CREATE TABLE host_mount (
    mount_id VARCHAR NOT NULL,
    hostname VARCHAR,
    mount_point VARCHAR,
    device VARCHAR,
    device_name VARCHAR,
    file_system VARCHAR,
    is_root BOOLEAN,
    is_read_only BOOLEAN,
    is_no_suid BOOLEAN,
    is_no_exec BOOLEAN,
    is_no_dev BOOLEAN,
    is_encrypted BOOLEAN,
    PRIMARY KEY (mount_id)
);
COMMENT ON TABLE host_mount IS 'Mounted file systems and swap areas that lie on a device.';
COMMENT ON COLUMN host_mount.mount_id IS 'hostname/mount point, or hostname/swap:device; the item id.';
COMMENT ON COLUMN host_mount.hostname IS 'Name of the machine.';
COMMENT ON COLUMN host_mount.mount_point IS 'Folder at which it is mounted; swap for a swap area.';
COMMENT ON COLUMN host_mount.device IS 'Device or name it is mounted from.';
COMMENT ON COLUMN host_mount.device_name IS 'Kernel name of the device; NULL where no block device of this machine lies below.';
COMMENT ON COLUMN host_mount.file_system IS 'Kind of file system, such as ext4, or swap.';
COMMENT ON COLUMN host_mount.is_root IS 'True for the file system at /.';
COMMENT ON COLUMN host_mount.is_read_only IS 'True where it is mounted without the right to write.';
COMMENT ON COLUMN host_mount.is_no_suid IS 'True where setuid bits have no effect.';
COMMENT ON COLUMN host_mount.is_no_exec IS 'True where programs on it cannot be started.';
COMMENT ON COLUMN host_mount.is_no_dev IS 'True where device files have no effect.';
COMMENT ON COLUMN host_mount.is_encrypted IS 'True where a dm-crypt layer of this machine lies below; encryption by a hypervisor or by the disk itself does not show.';

CREATE TABLE host_updates (
    hostname VARCHAR NOT NULL,
    package_manager VARCHAR,
    lists_refreshed_at TIMESTAMP,
    pending_count BIGINT,
    security_pending_count BIGINT,
    automatic_updates_by VARCHAR,
    is_automatic_updates BOOLEAN,
    is_restart_required BOOLEAN,
    PRIMARY KEY (hostname)
);
COMMENT ON TABLE host_updates IS 'Pending updates and how they are installed; one row.';
COMMENT ON COLUMN host_updates.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_updates.package_manager IS 'apt, dnf or apk.';
COMMENT ON COLUMN host_updates.lists_refreshed_at IS 'Instant at which the lists of available packages were last fetched (UTC).';
COMMENT ON COLUMN host_updates.pending_count IS 'Number of installed packages with a newer version in the lists.';
COMMENT ON COLUMN host_updates.security_pending_count IS 'How many of them come from a security source.';
COMMENT ON COLUMN host_updates.automatic_updates_by IS 'unattended-upgrades or dnf-automatic; NULL where neither is installed.';
COMMENT ON COLUMN host_updates.is_automatic_updates IS 'True where updates are fetched and installed without a person.';
COMMENT ON COLUMN host_updates.is_restart_required IS 'True where the system asks for a restart to finish an update.';

CREATE TABLE host_pending_package (
    package_id VARCHAR NOT NULL,
    hostname VARCHAR,
    package_name VARCHAR,
    architecture VARCHAR,
    installed_version VARCHAR,
    available_version VARCHAR,
    origin VARCHAR,
    is_security BOOLEAN,
    PRIMARY KEY (package_id)
);
COMMENT ON TABLE host_pending_package IS 'Installed packages for which a newer version is available.';
COMMENT ON COLUMN host_pending_package.package_id IS 'hostname/package name:architecture; the item id.';
COMMENT ON COLUMN host_pending_package.hostname IS 'Name of the machine.';
COMMENT ON COLUMN host_pending_package.package_name IS 'Name of the package.';
COMMENT ON COLUMN host_pending_package.architecture IS 'Architecture of the package; NULL where the package manager does not say.';
COMMENT ON COLUMN host_pending_package.installed_version IS 'Version that is installed; NULL where the package manager does not say.';
COMMENT ON COLUMN host_pending_package.available_version IS 'Newest version in the lists.';
COMMENT ON COLUMN host_pending_package.origin IS 'Suite or repository that offers it; NULL where the package manager does not say.';
COMMENT ON COLUMN host_pending_package.is_security IS 'True where it comes from a security source.';

CREATE TABLE host_clock (
    hostname VARCHAR NOT NULL,
    is_synchronized BOOLEAN,
    is_service_enabled BOOLEAN,
    seen_by VARCHAR,
    time_zone VARCHAR,
    PRIMARY KEY (hostname)
);
COMMENT ON TABLE host_clock IS 'How the clock is kept; one row.';
COMMENT ON COLUMN host_clock.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_clock.is_synchronized IS 'True where the clock follows a time server at this moment.';
COMMENT ON COLUMN host_clock.is_service_enabled IS 'True where a time service is switched on.';
COMMENT ON COLUMN host_clock.seen_by IS 'Which program or file said so: timedatectl, chronyc or timesyncd.';
COMMENT ON COLUMN host_clock.time_zone IS 'Time zone name, such as Etc/UTC.';

CREATE TABLE host_firewall (
    hostname VARCHAR NOT NULL,
    kind VARCHAR,
    is_active BOOLEAN,
    input_policy VARCHAR,
    rule_count BIGINT,
    PRIMARY KEY (hostname)
);
COMMENT ON TABLE host_firewall IS 'Packet filtering of incoming traffic; one row.';
COMMENT ON COLUMN host_firewall.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_firewall.kind IS 'nftables, ufw, firewalld or iptables: what answered; none where nothing filters.';
COMMENT ON COLUMN host_firewall.is_active IS 'True where incoming packets are filtered.';
COMMENT ON COLUMN host_firewall.input_policy IS 'drop, reject or accept: what happens to an incoming packet no rule speaks of; NULL where nothing filters.';
COMMENT ON COLUMN host_firewall.rule_count IS 'Number of rules for incoming packets; NULL where the program does not list them.';

CREATE TABLE host_firewall_chain (
    hostname VARCHAR NOT NULL,
    family VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    chain_name VARCHAR NOT NULL,
    hook VARCHAR,
    priority BIGINT,
    policy VARCHAR,
    rule_count BIGINT,
    PRIMARY KEY (hostname, family, table_name, chain_name)
);
COMMENT ON TABLE host_firewall_chain IS 'Base chains of the packet filter.';
COMMENT ON COLUMN host_firewall_chain.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_firewall_chain.family IS 'Address family, such as ip, ip6 or inet.';
COMMENT ON COLUMN host_firewall_chain.table_name IS 'Table the chain stands in.';
COMMENT ON COLUMN host_firewall_chain.chain_name IS 'Name of the chain.';
COMMENT ON COLUMN host_firewall_chain.hook IS 'Where in the path of a packet it acts, such as input or forward.';
COMMENT ON COLUMN host_firewall_chain.priority IS 'Order among the chains of a hook, lower first; NULL where not stated as a number.';
COMMENT ON COLUMN host_firewall_chain.policy IS 'accept or drop: what happens when no rule decides.';
COMMENT ON COLUMN host_firewall_chain.rule_count IS 'Number of rules in the chain.';

CREATE TABLE host_logging (
    hostname VARCHAR NOT NULL,
    is_audit_daemon_installed BOOLEAN,
    is_audit_daemon_running BOOLEAN,
    audit_log_file_megabytes BIGINT,
    audit_log_file_count BIGINT,
    audit_log_full_action VARCHAR,
    is_journal_running BOOLEAN,
    journal_storage VARCHAR,
    is_journal_persistent BOOLEAN,
    journal_retention_seconds BIGINT,
    journal_maximum_bytes BIGINT,
    is_syslog_running BOOLEAN,
    is_forwarding BOOLEAN,
    PRIMARY KEY (hostname)
);
COMMENT ON TABLE host_logging IS 'Journal, audit daemon and forwarding; one row.';
COMMENT ON COLUMN host_logging.hostname IS 'Name of the machine; the item id.';
COMMENT ON COLUMN host_logging.is_audit_daemon_installed IS 'True where the audit daemon''s configuration is present.';
COMMENT ON COLUMN host_logging.is_audit_daemon_running IS 'True where a process auditd is running.';
COMMENT ON COLUMN host_logging.audit_log_file_megabytes IS 'Size at which the audit log is rotated, in MB; NULL where not set.';
COMMENT ON COLUMN host_logging.audit_log_file_count IS 'How many rotated audit logs are kept; NULL where not set.';
COMMENT ON COLUMN host_logging.audit_log_full_action IS 'What the audit daemon does at that size, in lower case, such as rotate or keep_logs; NULL where not set.';
COMMENT ON COLUMN host_logging.is_journal_running IS 'True where a process systemd-journald is running.';
COMMENT ON COLUMN host_logging.journal_storage IS 'persistent, volatile, auto or none, as configured; auto where not configured; NULL where there is no journal.';
COMMENT ON COLUMN host_logging.is_journal_persistent IS 'True where the journal outlives a restart.';
COMMENT ON COLUMN host_logging.journal_retention_seconds IS 'Longest age the journal keeps, in seconds; NULL where age alone removes nothing.';
COMMENT ON COLUMN host_logging.journal_maximum_bytes IS 'Most disk space the journal takes, in bytes; NULL where a share of the disk decides.';
COMMENT ON COLUMN host_logging.is_syslog_running IS 'True where rsyslog or syslog-ng is running.';
COMMENT ON COLUMN host_logging.is_forwarding IS 'True where the system log is set to send to another machine, or a known log shipper is running.';

CREATE TABLE host_sensitive_file (
    file_id VARCHAR NOT NULL,
    hostname VARCHAR,
    path VARCHAR,
    purpose VARCHAR,
    owner_uid BIGINT,
    owner_gid BIGINT,
    mode VARCHAR,
    is_group_writable BOOLEAN,
    is_world_readable BOOLEAN,
    is_world_writable BOOLEAN,
    PRIMARY KEY (file_id)
);
COMMENT ON TABLE host_sensitive_file IS 'Files whose permissions guard the machine.';
COMMENT ON COLUMN host_sensitive_file.file_id IS 'hostname/path; the item id.';
COMMENT ON COLUMN host_sensitive_file.hostname IS 'Name of the machine.';
COMMENT ON COLUMN host_sensitive_file.path IS 'Path of the file.';
COMMENT ON COLUMN host_sensitive_file.purpose IS 'accounts, passwords, sudo, ssh, host_key or scheduler.';
COMMENT ON COLUMN host_sensitive_file.owner_uid IS 'Numeric id of the owner.';
COMMENT ON COLUMN host_sensitive_file.owner_gid IS 'Numeric id of the owning group.';
COMMENT ON COLUMN host_sensitive_file.mode IS 'Permission bits, four octal digits.';
COMMENT ON COLUMN host_sensitive_file.is_group_writable IS 'True where the owning group may change it.';
COMMENT ON COLUMN host_sensitive_file.is_world_readable IS 'True where every account may read it.';
COMMENT ON COLUMN host_sensitive_file.is_world_writable IS 'True where every account may change it.';
