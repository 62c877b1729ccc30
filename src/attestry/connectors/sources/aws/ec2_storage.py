"""Block storage volumes, and whether each region encrypts new ones by itself."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Observation, Rows

from .account import Account
from .reading import flattened, gaps_of, in_every_region, listed, reads, rows
from .refusals import Refusal
from .transport import Item
from .values import Place, kept, moment

_VOLUME, _REGION = "aws_ec2_volume", "aws_ec2_region"
_CALL = ("ec2", "describe_volumes", "Volumes")


@reads(_VOLUME, _REGION)
def collect(account: Account) -> Iterator[Observation]:
    """One listing and one call for each region."""
    yield from in_every_region(account, lambda place: _storage(account, place))


def _storage(account: Account, place: Place) -> Iterator[Observation]:
    yield from listed(account, place, _CALL, (_VOLUME,), _volume, PaginationConfig={"PageSize": 500})
    answer = account.call("ec2", "get_ebs_encryption_by_default", place.region)
    if isinstance(answer, Refusal):
        yield from gaps_of(answer, _REGION)
    else:
        yield from flattened((_REGION,), _region, place, answer)


def _region(place: Place, answer: Item) -> Iterator[Rows]:
    yield rows(
        _REGION,
        {
            "region_key": f"{place.account_id}/{place.region}",
            "account_id": place.account_id,
            "region": place.region,
            "ebs_encryption_by_default": answer["EbsEncryptionByDefault"],
        },
    )


def _volume(place: Place, volume: Item) -> Iterator[Rows]:
    attached = sorted(one["InstanceId"] for one in volume.get("Attachments", ()) if one.get("InstanceId"))
    yield rows(
        _VOLUME,
        {
            "volume_arn": place.arn("ec2", f"volume/{volume['VolumeId']}"),
            "volume_id": volume["VolumeId"],
            "account_id": place.account_id,
            "region": place.region,
            "availability_zone": volume.get("AvailabilityZone"),
            "created_at": moment(volume.get("CreateTime")),
            "size_gib": volume.get("Size"),
            "state": volume.get("State"),
            "is_encrypted": volume["Encrypted"],
            "kms_key": volume.get("KmsKeyId"),
            "attached_instance_id": attached[0] if attached else None,
            "owner": place.owner(volume.get("Tags")),
            "raw": kept(volume),
        },
    )
