"""Stores in a bucket, made as the tests need them."""

from __future__ import annotations

from attestry.kit.blob_cache import BlobCache
from attestry.kit.locked_bucket import Place
from attestry.kit.object_store import ObjectStore
from attestry.kit.tests.object_server import BUCKET, PREFIX


def bucket_store(endpoint, cache, *, prefix=PREFIX, bucket=BUCKET, mode="COMPLIANCE", days=3, limit=1 << 30):
    """A store in the bucket at ``endpoint``, with its copies in ``cache``."""
    return ObjectStore(Place(bucket, prefix, mode, days, endpoint), BlobCache(cache, limit))
