"""From the home's folder into its bucket, once: every blob, each checked, nothing taken away.

Called by this room's actions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from attestry.evidence.bucket import configured_bucket
from attestry.kit.blobs import Condition, Folder
from attestry.kit.errors import Broken, Invalid
from attestry.kit.locked_bucket import CALLS_IN_FLIGHT
from attestry.kit.side_by_side import side_by_side

_TOLD_EVERY = 100


@dataclass(frozen=True, slots=True)
class Copied:
    """How many blobs of the folder the bucket keeps now, and where that is."""

    count: int
    place: str


def copy_folder(progress: Callable[[str], None]) -> Copied:
    """Have the bucket keep every blob of the folder; what it keeps already is not sent again.

    Raises Invalid where no bucket is set, Unavailable where it refuses, and at the end Broken where
    files of the folder are not what their names say: those stay where they are.
    """
    bucket = configured_bucket()
    if bucket is None:
        raise Invalid(
            "ATTESTRY_EVIDENCE_BUCKET names no bucket.",
            next_step="Set it, and say how long objects are locked.",
        )
    bucket.refuse_unlocked()
    folder = Folder(settings.HOME.evidence)

    def copied(digest: str) -> str:
        """The digest, where the file is not what its name says."""
        if folder.examine(digest) is not Condition.SOUND:
            return digest
        bucket.send_file(folder.path(digest), digest)
        return ""

    wanted, changed = list(folder.digests()), []
    for position, found in enumerate(side_by_side(copied, wanted, threads=CALLS_IN_FLIGHT), start=1):
        changed += [found] if found else []
        if position % _TOLD_EVERY == 0:
            progress(f"copying sealed bytes: {position:,} of {len(wanted):,}")
    if changed:
        raise Broken(
            f"{len(changed):,} files of the folder are not what their names say, first {changed[0]}; "
            f"the other {len(wanted) - len(changed):,} are in {bucket.place}.",
            next_step="“attestry verify” without the bucket names their entries; restore them from a backup.",
        )
    return Copied(len(wanted), str(bucket.place))
