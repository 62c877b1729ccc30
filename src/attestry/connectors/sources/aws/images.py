"""Images that something runs: a fleet's fixed points, each with the number of its instances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attestry.connectors.rules.observation import Gap, Observation

from .account import Account
from .reading import rows
from .refusals import Refusal
from .transport import Item
from .values import Place, Row, moment

_TABLE = "aws_workload_image"
_IMAGES_PER_CALL = 200
_ENDED = frozenset({"STOPPING", "DEPROVISIONING", "STOPPED", "DELETED"})
_KNOWN_OF_IMAGE = ("image_name", "image_owner", "image_created_at", "image_deprecated_at")


def machine_images(account: Account, place: Place, instances: list[Row]) -> Iterator[Observation]:
    """One row for each image that a machine which is not stopped or ended was made from."""
    counts = Counter(str(row["image_id"]) for row in instances if row["state"] in ("running", "pending"))
    names = sorted(counts)
    described: dict[str, Item] = {}
    refusal: Refusal | None = None
    for start in range(0, len(names), _IMAGES_PER_CALL):
        wanted = [{"Name": "image-id", "Values": names[start : start + _IMAGES_PER_CALL]}]
        for image in account.items("ec2", "describe_images", "Images", place.region, Filters=wanted):
            if isinstance(image, Refusal):
                refusal = image
            else:
                described[image["ImageId"]] = image
    for name in names:
        row = _row(place, "machine", name, counts[name]) | {"is_pinned": True}
        yield rows(_TABLE, row | _of_image(described.get(name, {})))
        if refusal is not None and name not in described:
            yield Gap(_TABLE, refusal.reason, refusal.detail, row["image_ref"], _KNOWN_OF_IMAGE)


def container_images(place: Place, tasks: list[Row]) -> Iterator[Observation]:
    """One row for each digest that a container of a task runs; the name where no digest is known."""
    running = [row for row in tasks if row["status"] not in _ENDED]
    counts = Counter(str(row["image_digest"] or row["image"]) for row in running)
    named = {str(row["image_digest"] or row["image"]): row["image"] for row in running}
    for image in sorted(counts):
        row = _row(place, "container", image, counts[image])
        yield rows(_TABLE, row | {"image_name": named[image], "is_pinned": "sha256:" in image})


def _row(place: Place, kind: str, image: str, running_count: int) -> Row:
    return {
        "image_ref": f"{place.account_id}/{place.region}/{image}",
        "account_id": place.account_id,
        "region": place.region,
        "kind": kind,
        "image": image,
        "running_count": running_count,
    }


def _of_image(image: Item) -> Row:
    return {
        "image_name": image.get("Name"),
        "image_owner": image.get("OwnerId"),
        "image_created_at": moment(image.get("CreationDate")),
        "image_deprecated_at": moment(image.get("DeprecationTime")),
    }
