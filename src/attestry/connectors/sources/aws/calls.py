"""Every call this source may make and the permission it needs: nothing else can be called."""

from __future__ import annotations

from typing import Final

PERMISSIONS: Final[dict[tuple[str, str], str]] = {
    ("cloudtrail", "describe_trails"): "cloudtrail:DescribeTrails",
    ("cloudtrail", "get_trail_status"): "cloudtrail:GetTrailStatus",
    ("cloudtrail", "lookup_events"): "cloudtrail:LookupEvents",
    ("dynamodb", "describe_continuous_backups"): "dynamodb:DescribeContinuousBackups",
    ("dynamodb", "list_tables"): "dynamodb:ListTables",
    ("ec2", "describe_images"): "ec2:DescribeImages",
    ("ec2", "describe_instances"): "ec2:DescribeInstances",
    ("ec2", "describe_regions"): "ec2:DescribeRegions",
    ("ec2", "describe_security_groups"): "ec2:DescribeSecurityGroups",
    ("ec2", "describe_volumes"): "ec2:DescribeVolumes",
    ("ec2", "get_ebs_encryption_by_default"): "ec2:GetEbsEncryptionByDefault",
    ("ecs", "describe_tasks"): "ecs:DescribeTasks",
    ("ecs", "list_clusters"): "ecs:ListClusters",
    ("ecs", "list_tasks"): "ecs:ListTasks",
    ("elbv2", "describe_listeners"): "elasticloadbalancing:DescribeListeners",
    ("elbv2", "describe_load_balancers"): "elasticloadbalancing:DescribeLoadBalancers",
    ("elbv2", "describe_ssl_policies"): "elasticloadbalancing:DescribeSSLPolicies",
    ("iam", "generate_credential_report"): "iam:GenerateCredentialReport",
    ("iam", "get_account_authorization_details"): "iam:GetAccountAuthorizationDetails",
    ("iam", "get_account_password_policy"): "iam:GetAccountPasswordPolicy",
    ("iam", "get_account_summary"): "iam:GetAccountSummary",
    ("iam", "get_credential_report"): "iam:GetCredentialReport",
    ("kms", "describe_key"): "kms:DescribeKey",
    ("kms", "get_key_rotation_status"): "kms:GetKeyRotationStatus",
    ("kms", "list_keys"): "kms:ListKeys",
    ("logs", "describe_log_groups"): "logs:DescribeLogGroups",
    ("rds", "describe_db_instances"): "rds:DescribeDBInstances",
    ("resourcegroupstaggingapi", "get_resources"): "tag:GetResources",
    ("s3", "get_bucket_acl"): "s3:GetBucketAcl",
    ("s3", "get_bucket_encryption"): "s3:GetEncryptionConfiguration",
    ("s3", "get_bucket_logging"): "s3:GetBucketLogging",
    ("s3", "get_bucket_policy"): "s3:GetBucketPolicy",
    ("s3", "get_bucket_policy_status"): "s3:GetBucketPolicyStatus",
    ("s3", "get_bucket_versioning"): "s3:GetBucketVersioning",
    ("s3", "get_public_access_block"): "s3:GetBucketPublicAccessBlock",
    ("s3", "list_buckets"): "s3:ListAllMyBuckets",
    ("s3control", "get_public_access_block"): "s3:GetAccountPublicAccessBlock",
}

ALLOWED_TO_EVERYONE: Final[dict[tuple[str, str], str]] = {
    ("sts", "get_caller_identity"): "sts:GetCallerIdentity",
}


def permission_of(service: str, operation: str) -> str:
    """The permission a call needs; KeyError for a call that is not on the list."""
    call = (service, operation)
    return PERMISSIONS.get(call) or ALLOWED_TO_EVERYONE[call]
