"""Running machines and containers, and the images they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.connectors.rules.observation import Gap, Observation, Rows

from .account import Account
from .images import container_images, machine_images
from .reading import gaps_of, in_every_region, listed, reads, rows, sound
from .refusals import Refusal
from .transport import Item
from .values import Place, Row, kept, moment

_INSTANCE, _TASK, _IMAGE = "aws_ec2_instance", "aws_ecs_task", "aws_workload_image"
_CALL = ("ec2", "describe_instances", "Reservations")
_TASKS_PER_CALL = 100


@reads(_INSTANCE, _TASK, _IMAGE)
def collect(account: Account) -> Iterator[Observation]:
    """Two listings for each region, one for each cluster, and one for every hundred tasks."""
    yield from in_every_region(account, lambda place: _workloads(account, place))


def _workloads(account: Account, place: Place) -> Iterator[Observation]:
    machines = list(
        listed(account, place, _CALL, (_INSTANCE,), _instances, PaginationConfig={"PageSize": 500})
    )
    tasks = list(_tasks(account, place))
    yield from machines
    yield from tasks
    yield from _gaps_of_images(machines, tasks)
    yield from machine_images(account, place, _rows(machines, _INSTANCE))
    yield from container_images(place, _rows(tasks, _TASK))


def _rows(observations: list[Observation], table: str) -> list[Row]:
    seen = (one for one in observations if isinstance(one, Rows) and one.table == table)
    return [dict(row) for one in seen for row in one.rows]


def _gaps_of_images(*observations: list[Observation]) -> Iterator[Gap]:
    """Images are counted from machines and tasks: what hides those hides images."""
    for one in (one for group in observations for one in group):
        if isinstance(one, Gap) and one.item_id is None:
            yield Gap(_IMAGE, one.reason, one.detail)


def _instances(place: Place, reservation: Item) -> Iterator[Rows]:
    for instance in reservation["Instances"]:
        template = {tag["Key"]: tag["Value"] for tag in instance.get("Tags", ())}
        yield rows(
            _INSTANCE,
            {
                "instance_arn": place.arn("ec2", f"instance/{instance['InstanceId']}"),
                "instance_id": instance["InstanceId"],
                "account_id": place.account_id,
                "region": place.region,
                "state": instance["State"]["Name"],
                "launched_at": moment(instance.get("LaunchTime")),
                "instance_kind": instance.get("InstanceType"),
                "image_id": instance["ImageId"],
                "launch_template_id": template.get("aws:ec2launchtemplate:id"),
                "launch_template_version": template.get("aws:ec2launchtemplate:version"),
                "public_address": instance.get("PublicIpAddress"),
                "instance_profile_arn": instance.get("IamInstanceProfile", {}).get("Arn"),
                "metadata_tokens": instance.get("MetadataOptions", {}).get("HttpTokens"),
                "owner": place.owner(instance.get("Tags")),
                "raw": kept(instance),
            },
        )


def _tasks(account: Account, place: Place) -> Iterator[Observation]:
    for cluster in account.items("ecs", "list_clusters", "clusterArns", place.region):
        if isinstance(cluster, Refusal):
            yield from gaps_of(cluster, _TASK)
        else:
            yield from _tasks_of_cluster(account, place, str(cluster))


def _tasks_of_cluster(account: Account, place: Place, cluster: str) -> Iterator[Observation]:
    arns: list[str] = []
    for arn in account.items("ecs", "list_tasks", "taskArns", place.region, cluster=cluster):
        if isinstance(arn, Refusal):
            yield from gaps_of(arn, _TASK)
        else:
            arns.append(str(arn))
    for start in range(0, len(arns), _TASKS_PER_CALL):
        asked = arns[start : start + _TASKS_PER_CALL]
        answer = account.call("ecs", "describe_tasks", place.region, cluster=cluster, tasks=asked)
        if isinstance(answer, Refusal):
            yield from (Gap(_TASK, answer.reason, answer.detail, task_arn) for task_arn in asked)
            yield from gaps_of(answer, _IMAGE)
        else:
            for task in answer.get("tasks", ()):
                yield from sound((_TASK,), place.region, partial(_containers, place, task))


def _containers(place: Place, task: Item) -> Iterator[Rows]:
    for container in task.get("containers", ()):
        yield rows(
            _TASK,
            {
                "task_arn": task["taskArn"],
                "container_name": container["name"],
                "account_id": place.account_id,
                "region": place.region,
                "cluster_arn": task.get("clusterArn"),
                "task_definition_arn": task.get("taskDefinitionArn"),
                "status": task.get("lastStatus"),
                "started_by": task.get("startedBy"),
                "created_at": moment(task.get("createdAt")),
                "started_at": moment(task.get("startedAt")),
                "stopped_at": moment(task.get("stoppedAt")),
                "image": container.get("image"),
                "image_digest": container.get("imageDigest"),
                "raw": kept(container),
            },
        )
