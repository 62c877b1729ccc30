"""A small account with one of each thing that the measured account does not have."""

from __future__ import annotations

import json
from typing import Any

from attestry.connectors.sources.aws.tests.made_account import Clients

DIGEST = "sha256:" + "a" * 64


def policy(**statement: Any) -> str:
    """A policy of one statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def make_rich_account(aws: Clients) -> None:
    """A bucket, a key, a trail, a table, a log group, a load balancer, machines and tasks."""
    aws.s3.create_bucket(Bucket="papers")
    aws.kms.create_key(Description="papers")
    aws.cloudtrail.create_trail(Name="all", S3BucketName="papers")
    aws.logs.create_log_group(logGroupName="/app")
    aws.dynamodb.create_table(
        TableName="orders",
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    make_listeners(aws)
    make_workloads(aws)


def make_listeners(aws: Clients) -> None:
    """A public load balancer of ada's with a modern, an old and a plain listener."""
    subnets = [one["SubnetId"] for one in aws.ec2.describe_subnets()["Subnets"][:2]]
    network = aws.ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    balancer = aws.elbv2.create_load_balancer(
        Name="web", Subnets=subnets, Scheme="internet-facing", Tags=[{"Key": "Owner", "Value": "ada"}]
    )["LoadBalancers"][0]["LoadBalancerArn"]
    group = aws.elbv2.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=network)
    forward = [{"Type": "forward", "TargetGroupArn": group["TargetGroups"][0]["TargetGroupArn"]}]
    certificate = aws.acm.request_certificate(DomainName="example.org")["CertificateArn"]
    certificates = [{"CertificateArn": certificate}]
    for port, tls_policy in (
        (443, "ELBSecurityPolicy-TLS13-1-2-2021-06"),
        (8443, "ELBSecurityPolicy-2016-08"),
    ):
        aws.elbv2.create_listener(
            LoadBalancerArn=balancer,
            Protocol="HTTPS",
            Port=port,
            SslPolicy=tls_policy,
            Certificates=certificates,
            DefaultActions=forward,
        )
    redirect = {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}
    aws.elbv2.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "redirect", "RedirectConfig": redirect}],
    )


def make_workloads(aws: Clients) -> str:
    """Three machines of one image, one of them stopped, and two tasks of one digest; answers the image."""
    image: str = aws.ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    made = aws.ec2.run_instances(ImageId=image, MinCount=3, MaxCount=3, InstanceType="t3.micro")
    aws.ec2.stop_instances(InstanceIds=[made["Instances"][0]["InstanceId"]])
    aws.ecs.create_cluster(clusterName="web")
    aws.ecs.register_task_definition(
        family="web",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "app", "image": f"registry.example.org/web@{DIGEST}", "memory": 512}],
    )
    subnet = aws.ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    network = {"awsvpcConfiguration": {"subnets": [subnet], "securityGroups": []}}
    aws.ecs.run_task(
        cluster="web", taskDefinition="web", launchType="FARGATE", count=2, networkConfiguration=network
    )
    return image
