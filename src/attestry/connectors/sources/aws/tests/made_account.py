"""An account made to measure: every n-th resource has a setting, so the right answers are known.

At scale 1 it holds 458 resources and its 18 checks give 1,530 results, of which 882 fail.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import botocore.session
from botocore.config import Config

REGION = "us-east-1"

_EVERYTHING = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
_BLOCK = dict.fromkeys(
    ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
)


class Clients:
    """Clients of the emulator by the name of their service."""

    def __init__(self, endpoint: str, region: str = REGION) -> None:
        session = botocore.session.Session()
        session.set_credentials("testing", "testing")
        self._make = lambda service: session.create_client(
            service,
            region_name=region,
            endpoint_url=endpoint,
            config=Config(parameter_validation=False, retries={"total_max_attempts": 2}),
        )
        self._made: dict[str, Any] = {}

    def __getattr__(self, service: str) -> Any:
        if service not in self._made:
            self._made[service] = self._make(service)
        return self._made[service]


def plain_http_refused(bucket: str) -> str:
    """A bucket policy that refuses every request without TLS."""
    name = f"arn:aws:s3:::{bucket}"
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [name, f"{name}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def make_account(endpoint: str, scale: float = 1) -> int:
    """Fill the emulator and answer how many resources the 18 checks will find."""
    aws = Clients(endpoint)
    keys = list(_keys(aws, int(20 * scale)))
    bucket_count = int(200 * scale)
    _buckets(aws, bucket_count, keys[0])
    user_count = int(100 * scale)
    _users(aws, user_count)
    group_count = int(20 * scale)
    _security_groups(aws, group_count)
    volume_count = int(50 * scale)
    for i in range(volume_count):
        aws.ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=8, Encrypted=i % 2 == 0)
    database_count = int(20 * scale)
    _databases(aws, database_count)
    trail_count = max(1, int(2 * scale))
    _trails(aws, trail_count)
    table_count = int(20 * scale)
    _tables(aws, table_count)
    log_count = int(20 * scale)
    for i in range(log_count):
        aws.logs.create_log_group(logGroupName=f"/app/{i}")
        if i % 2 == 0:
            aws.logs.put_retention_policy(logGroupName=f"/app/{i}", retentionInDays=365)
    by_themselves = 1 + trail_count + 2 + 1
    made = bucket_count + user_count + group_count + volume_count + database_count + trail_count
    return made + table_count + log_count + len(keys) + by_themselves


def _keys(aws: Clients, count: int) -> Iterator[str]:
    for i in range(count):
        key = aws.kms.create_key(Description=f"key-{i}")["KeyMetadata"]["KeyId"]
        if i % 2 == 0:
            aws.kms.enable_key_rotation(KeyId=key)
        yield key


def _buckets(aws: Clients, count: int, key: str) -> None:
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    aws.s3.create_bucket(Bucket="access-logs-target")
    for i in range(count):
        name = f"bucket-{i:06d}"
        aws.s3.create_bucket(Bucket=name)
        if i % 2 == 0:
            aws.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        if i % 3 == 0:
            aws.s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=_BLOCK)
        if i % 4 == 0:
            aws.s3.put_bucket_policy(Bucket=name, Policy=plain_http_refused(name))
        if i % 5 == 0:
            aws.s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
        if i % 10 == 0:
            aws.s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": "env", "Value": "prod"}]})


def _users(aws: Clients, count: int) -> None:
    policy = aws.iam.create_policy(PolicyName="full-admin", PolicyDocument=_EVERYTHING)["Policy"]["Arn"]
    for i in range(count):
        name = f"user-{i:06d}"
        aws.iam.create_user(UserName=name)
        if i % 2 == 0:
            aws.iam.create_login_profile(UserName=name, Password=f"Str0ng!Passw0rd-{i}")
        if i % 4 == 0:
            device = aws.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
            aws.iam.enable_mfa_device(
                UserName=name,
                SerialNumber=device["SerialNumber"],
                AuthenticationCode1="123456",
                AuthenticationCode2="654321",
            )
        for _key in range((i % 3 == 0) + (i % 10 == 0)):
            aws.iam.create_access_key(UserName=name)
        if i % 20 == 0:
            aws.iam.attach_user_policy(UserName=name, PolicyArn=policy)


def _security_groups(aws: Clients, count: int) -> None:
    network = aws.ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    for i in range(count):
        made = aws.ec2.create_security_group(GroupName=f"sg-{i}", Description="made", VpcId=network)
        if i % 4 in (0, 1):
            port = 22 if i % 4 == 0 else 443
            opened = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
            rule = opened | {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
            aws.ec2.authorize_security_group_ingress(GroupId=made["GroupId"], IpPermissions=[rule])


def _databases(aws: Clients, count: int) -> None:
    for i in range(count):
        aws.rds.create_db_instance(
            DBInstanceIdentifier=f"db-{i:05d}",
            DBInstanceClass="db.t3.micro",
            Engine="postgres",
            MasterUsername="keeper",
            MasterUserPassword="not-a-real-password",
            AllocatedStorage=10,
            StorageEncrypted=i % 2 == 0,
            PubliclyAccessible=i % 5 == 0,
            MultiAZ=i % 3 == 0,
            BackupRetentionPeriod=0 if i % 4 == 0 else 7,
            DeletionProtection=i % 2 == 1,
        )


def _trails(aws: Clients, count: int) -> None:
    for i in range(count):
        aws.s3.create_bucket(Bucket=f"trail-logs-{i}")
        aws.cloudtrail.create_trail(
            Name=f"trail-{i}",
            S3BucketName=f"trail-logs-{i}",
            IsMultiRegionTrail=i == 0,
            EnableLogFileValidation=i == 0,
            IncludeGlobalServiceEvents=True,
        )
    aws.cloudtrail.start_logging(Name="trail-0")


def _tables(aws: Clients, count: int) -> None:
    for i in range(count):
        aws.dynamodb.create_table(
            TableName=f"table-{i}",
            AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )
        if i % 2 == 0:
            aws.dynamodb.update_continuous_backups(
                TableName=f"table-{i}", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
            )
