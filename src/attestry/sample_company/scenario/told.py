"""Which part of the story fills which table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import Moment
from attestry.sample_company.scenario import (
    access,
    hosts,
    identities,
    operations,
    people,
    registers,
    repository,
    storage,
    workloads,
)

Told = Callable[[Company, Moment], Iterator[dict[str, Any]]]

_LISTS: Mapping[str, Told] = {
    "files_worker": people.workers,
    "files_background_check": people.background_checks,
    "files_training_completion": people.trainings,
    "files_policy_acknowledgement": people.acknowledgements,
    "files_account": access.accounts,
    "files_access_grant": access.access_grants,
    "files_access_review_item": access.review_items,
    "files_sign_in_policy": access.sign_in_policies,
    "files_firewall_rule": access.firewall_rules,
    "files_device": access.devices,
    "files_vulnerability": operations.vulnerabilities,
    "files_backup_run": operations.backup_runs,
    "files_restore_test": operations.restore_tests,
    "files_change_ticket": operations.change_tickets,
    "files_tls_endpoint": operations.tls_endpoints,
    "files_data_store": registers.data_stores,
    "files_vendor": registers.vendors,
    "files_risk": registers.risks,
    "files_incident": registers.incidents,
}
_REPOSITORY: Mapping[str, Told] = {
    "git_repository": repository.repository,
    "git_branch": repository.branches,
    "git_file": repository.files,
    "git_commit": repository.commits,
    "git_commit_trailer": repository.trailers,
    "git_change": repository.changes,
    "git_change_author": repository.change_authors,
    "git_change_reviewer": repository.change_reviewers,
    "git_tag": repository.tags,
}
_CLOUD: Mapping[str, Told] = {
    "aws_account": identities.account,
    "aws_iam_password_policy": identities.password_policy,
    "aws_iam_user": identities.users,
    "aws_iam_access_key": identities.access_keys,
    "aws_iam_user_policy": identities.user_policies,
    "aws_iam_group": identities.groups,
    "aws_iam_role": identities.roles,
    "aws_iam_role_trust": identities.role_trusts,
    "aws_iam_policy": identities.policies,
    "aws_s3_bucket": storage.buckets,
    "aws_s3_bucket_tag": storage.bucket_tags,
    "aws_s3_bucket_exposure": storage.exposures,
    "aws_ec2_volume": storage.volumes,
    "aws_ec2_region": storage.regions,
    "aws_rds_instance": storage.databases,
    "aws_dynamodb_table": storage.dynamodb_tables,
    "aws_kms_key": storage.keys,
    "aws_logs_group": storage.log_groups,
    "aws_cloudtrail_trail": storage.trails,
    "aws_ec2_security_group": workloads.security_groups,
    "aws_ec2_security_group_rule": workloads.security_group_rules,
    "aws_elb_listener": workloads.listeners,
    "aws_ec2_instance": workloads.instances,
    "aws_ecs_task": workloads.tasks,
    "aws_workload_image": workloads.images,
    "aws_workload_event": workloads.workload_events,
}


@lru_cache
def tables_of(company: Company, connection: str) -> Mapping[str, Told]:
    """What fills each table that a connection brings."""
    for host in company.estate.hosts:
        if host.name == connection:
            return hosts.tables_of(host)
    return {**_LISTS, **_REPOSITORY, **_CLOUD}
