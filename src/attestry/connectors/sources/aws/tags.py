"""Tags of all resources of one kind in a region, in one listing instead of a call for each."""

from __future__ import annotations

from dataclasses import dataclass, field

from .account import Account
from .refusals import Refusal

Tag = dict[str, str]


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags by the name of their resource. With a ``refusal``, some may be missing."""

    refusal: Refusal | None = None
    by_arn: dict[str, list[Tag]] = field(default_factory=dict)

    def of(self, arn: str) -> list[Tag]:
        """The tags of a resource, by key; none where it carries none."""
        return sorted(self.by_arn.get(arn, ()), key=lambda tag: tag["Key"])


def tags_of(account: Account, region: str, kind: str) -> Tags:
    """The tags of every resource of ``kind``, such as ``s3``, in ``region``."""
    found: dict[str, list[Tag]] = {}
    refusal: Refusal | None = None
    listing = account.items(
        "resourcegroupstaggingapi",
        "get_resources",
        "ResourceTagMappingList",
        region,
        ResourceTypeFilters=[kind],
        PaginationConfig={"PageSize": 100},
    )
    for item in listing:
        if isinstance(item, Refusal):
            refusal = item
        else:
            found[item["ResourceARN"]] = item.get("Tags", [])
    return Tags(refusal, found)
