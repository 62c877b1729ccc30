"""The streams of the AWS source, by the ids of its manifest."""

from __future__ import annotations

from attestry.connectors.rules.observation import Collect

from . import (
    cloudtrail,
    dynamodb,
    ec2_network,
    ec2_storage,
    elb,
    iam,
    kms,
    logs,
    rds,
    s3,
    s3_exposure,
    whole_account,
    workload_events,
    workloads,
)

STREAMS: dict[str, Collect] = {
    "account": whole_account.collect,
    "iam": iam.collect,
    "s3": s3.collect,
    "s3_exposure": s3_exposure.collect,
    "ec2_network": ec2_network.collect,
    "ec2_storage": ec2_storage.collect,
    "rds": rds.collect,
    "kms": kms.collect,
    "cloudtrail": cloudtrail.collect,
    "dynamodb": dynamodb.collect,
    "logs": logs.collect,
    "elb": elb.collect,
    "workloads": workloads.collect,
    "workload_events": workload_events.collect,
}
