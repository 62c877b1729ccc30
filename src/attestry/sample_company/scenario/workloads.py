"""What runs in the provider's account: networks, listeners, machines, containers and their starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import WEEK, Moment
from attestry.sample_company.rules.chance import digest
from attestry.sample_company.scenario.identities import arn

Row = dict[str, Any]

DEPLOYED_ON = 3
IMAGE_EVERY = 8 * WEEK
FIRST_EVENT = -7


def security_groups(company: Company, _moment: Moment) -> Iterator[Row]:
    """The groups of the network; the default one lets nothing in or out."""
    for name, count in [("default", 0), *((group.name, len(group.ports)) for group in company.cloud.groups)]:
        group_id = _group_id(name)
        yield {
            "group_arn": arn(company, "ec2", f"security-group/{group_id}"),
            "group_id": group_id,
            "group_name": name,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "vpc_id": f"vpc-{digest('vpc')[:17]}",
            "description": f"{name} of production",
            "is_default": name == "default",
            "ingress_rule_count": count,
            "egress_rule_count": 1 if count else 0,
            "owner": "platform",
        }


def _group_id(name: str) -> str:
    return f"sg-{digest('group', name)[:17]}"


def security_group_rules(company: Company, _moment: Moment) -> Iterator[Row]:
    """What each group lets in."""
    for group in company.cloud.groups:
        for port in group.ports:
            is_open = group.source == "0.0.0.0/0"
            peer = group.source if is_open else _group_id(group.source.removeprefix("group "))
            yield {
                "rule_id": arn(company, "ec2", f"security-group-rule/sgr-{digest(group.name, port)[:17]}"),
                "group_arn": arn(company, "ec2", f"security-group/{_group_id(group.name)}"),
                "group_id": _group_id(group.name),
                "group_name": group.name,
                "account_id": company.cloud.account_id,
                "region": company.cloud.region,
                "direction": "ingress",
                "protocol": "tcp",
                "from_port": port,
                "to_port": port,
                "peer_kind": "ipv4" if is_open else "group",
                "peer": peer,
                "is_open_to_world": is_open,
                "description": f"{group.name} on {port}",
                "owner": "platform",
            }


def listeners(company: Company, _moment: Moment) -> Iterator[Row]:
    """The two listeners that face the internet."""
    for port, protocol in ((443, "HTTPS"), (80, "HTTP")):
        is_tls = protocol == "HTTPS"
        rest = f"app/edge/{digest('edge')[:16]}"
        yield {
            "listener_arn": arn(company, "elasticloadbalancing", f"listener/{rest}/{digest(port)[:16]}"),
            "load_balancer_arn": arn(company, "elasticloadbalancing", f"loadbalancer/{rest}"),
            "load_balancer_name": "edge",
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "load_balancer_kind": "application",
            "is_internet_facing": True,
            "dns_name": f"edge.{company.profile.domain}",
            "protocol": protocol,
            "port": port,
            "tls_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06" if is_tls else None,
            "minimum_tls_version": "TLSv1.2" if is_tls else None,
            "redirects_to_https": not is_tls,
            "owner": "platform",
        }


def _image_day(moment: Moment) -> int:
    return moment.day - moment.day % IMAGE_EVERY


def _machine_image(moment: Moment) -> str:
    return f"ami-{digest('image', _image_day(moment))[:17]}"


def instances(company: Company, moment: Moment) -> Iterator[Row]:
    """The production machines."""
    for machine in company.cloud.machines:
        instance = f"i-{digest('instance', machine)[:17]}"
        yield {
            "instance_arn": arn(company, "ec2", f"instance/{instance}"),
            "instance_id": instance,
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "state": "running",
            "launched_at": moment.calendar.at(_image_day(moment), 4),
            "instance_kind": "m7i.large",
            "image_id": _machine_image(moment),
            "launch_template_id": f"lt-{digest('template', machine)[:17]}",
            "launch_template_version": str(12 + _image_day(moment) // IMAGE_EVERY),
            "instance_profile_arn": f"arn:aws:iam::{company.cloud.account_id}:instance-profile/{machine}",
            "metadata_tokens": "required",
            "owner": "platform",
        }


def _deployed(moment: Moment) -> int:
    """The day of the last weekly deployment, on Thursdays at noon."""
    today = moment.now >= moment.calendar.at(moment.day, 12)
    return (
        moment.day
        - (moment.day - DEPLOYED_ON) % WEEK
        - (WEEK if moment.day % WEEK == DEPLOYED_ON and not today else 0)
    )


def _image(service: str, day: int) -> str:
    return f"sha256:{digest('container', service, day)}"


def _task_id(service: str, number: int, day: int) -> str:
    return digest("task", service, number, day)[:32]


def tasks(company: Company, moment: Moment) -> Iterator[Row]:
    """The containers that run since the last deployment."""
    day = _deployed(moment)
    for service in company.cloud.services:
        for number in range(service.tasks):
            yield {
                "task_arn": arn(company, "ecs", f"task/production/{_task_id(service.name, number, day)}"),
                "container_name": service.name,
                "account_id": company.cloud.account_id,
                "region": company.cloud.region,
                "cluster_arn": arn(company, "ecs", "cluster/production"),
                "task_definition_arn": arn(
                    company, "ecs", f"task-definition/{service.name}:{100 + day // WEEK}"
                ),
                "status": "RUNNING",
                "started_by": f"ecs-svc/{digest('svc', service.name)[:19]}",
                "created_at": moment.calendar.at(day, 12),
                "started_at": moment.calendar.at(day, 12, 1),
                "image": f"registry.{company.profile.domain}/{service.name}",
                "image_digest": _image(service.name, day),
            }


def images(company: Company, moment: Moment) -> Iterator[Row]:
    """What the machines and containers were made from."""
    day = _deployed(moment)
    for service in company.cloud.services:
        yield {
            "image_ref": f"{company.cloud.account_id}/{company.cloud.region}/{_image(service.name, day)}",
            "account_id": company.cloud.account_id,
            "region": company.cloud.region,
            "kind": "container",
            "image": _image(service.name, day),
            "image_name": service.name,
            "running_count": service.tasks,
            "is_pinned": True,
        }
    yield {
        "image_ref": f"{company.cloud.account_id}/{company.cloud.region}/{_machine_image(moment)}",
        "account_id": company.cloud.account_id,
        "region": company.cloud.region,
        "kind": "machine",
        "image": _machine_image(moment),
        "image_name": "wagewren-debian-13",
        "running_count": len(company.cloud.machines),
        "image_owner": company.cloud.account_id,
        "image_created_at": moment.calendar.at(_image_day(moment) - 2, 9),
    }


def workload_events(company: Company, moment: Moment) -> Iterator[Row]:
    """Starts of containers at each weekly deployment, by the pipeline."""
    for day in moment.days_since(FIRST_EVENT):
        at = moment.calendar.at(day, 12)
        if day % WEEK != DEPLOYED_ON or not moment.is_new(at):
            continue
        for service in company.cloud.services:
            for number in range(service.tasks):
                task = _task_id(service.name, number, day)
                yield {
                    "event_key": f"{digest('event', task)[:32]}/{task}",
                    "event_id": digest("event", task)[:32],
                    "account_id": company.cloud.account_id,
                    "region": company.cloud.region,
                    "happened_at": at,
                    "action": "started",
                    "event_name": "RunTask",
                    "kind": "task",
                    "workload_id": task,
                    "image": _image(service.name, day),
                    "actor_kind": "AssumedRole",
                    "actor_arn": f"arn:aws:iam::{company.cloud.account_id}:role/build-pipeline",
                }
