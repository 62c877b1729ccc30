"""What only a bucket can do and suffer, on a real S3 server: locks, versions, refusals, damage, cut ways."""

import base64
import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from attestry.kit import object_store
from attestry.kit.blobs import Condition
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken, Invalid, Unavailable
from attestry.kit.locked_bucket import LockedBucket
from attestry.kit.tests.object_server import BUCKET, credentials, served, way_to
from attestry.kit.tests.storing import bucket_store

numbers = itertools.count()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(autouse=True)
def signed(monkeypatch):
    for name, value in credentials("attestry").items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def prefix():
    return f"example/{next(numbers)}/"


@pytest.fixture
def store(server, tmp_path, prefix):
    return bucket_store(server.address, tmp_path / "cache", prefix=prefix)


def key(store, digest):
    return f"{store.place.prefix}{digest[:2]}/{digest[2:]}"


def version_of(server, store, digest):
    return server.client().head_object(Bucket=BUCKET, Key=key(store, digest))["VersionId"]


def refused(call, **said):
    with pytest.raises(ClientError) as refusal:
        call(**said)
    return refusal.value.response["Error"]["Code"]


def other_process(server, store, tmp_path, **said):
    """A store of the same bucket and prefix that remembers nothing and holds no copies."""
    return bucket_store(
        server.address, tmp_path / f"cache-{next(numbers)}", prefix=store.place.prefix, **said
    )


def test_every_object_is_written_once_locked_and_under_the_servers_own_digest(server, store):
    digest = store.put(b"seen")
    store.put(b"seen")
    held = server.client().head_object(Bucket=BUCKET, Key=key(store, digest), ChecksumMode="ENABLED")
    assert base64.b64decode(held["ChecksumSHA256"]).hex() == digest
    assert held["ObjectLockMode"] == "COMPLIANCE"
    assert held["ObjectLockRetainUntilDate"] > datetime.now(UTC) + timedelta(days=3)
    listed = server.client().list_object_versions(Bucket=BUCKET, Prefix=store.place.prefix)
    assert len(listed["Versions"]) == 1


def test_nobody_deletes_a_locked_version_or_shortens_its_lock(server, store):
    digest = store.put(b"evidence of something")
    client = server.client("administrator")
    named = {"Bucket": BUCKET, "Key": key(store, digest), "VersionId": version_of(server, store, digest)}
    assert refused(client.delete_object, **named) == "AccessDenied"
    assert refused(client.delete_object, BypassGovernanceRetention=True, **named) == "AccessDenied"
    for mode, days in (("COMPLIANCE", 1), ("GOVERNANCE", 9)):
        shorter = {"Mode": mode, "RetainUntilDate": datetime.now(UTC) + timedelta(days=days)}
        assert refused(client.put_object_retention, Retention=shorter, **named) == "AccessDenied"
    suspended = {"Status": "Suspended"}
    assert refused(client.put_bucket_versioning, Bucket=BUCKET, VersioningConfiguration=suspended)
    assert refused(client.delete_bucket, Bucket=BUCKET) == "BucketNotEmpty"
    assert store.examine(digest) is Condition.SOUND


def test_our_own_credentials_delete_nothing_in_either_mode(server, store, tmp_path):
    ours = server.client("attestry")
    governed = bucket_store(server.address, tmp_path / "g", prefix=store.place.prefix, mode="GOVERNANCE")
    for one, data in ((store, b"held for good"), (governed, b"held for now")):
        digest = one.put(data)
        named = {"Bucket": BUCKET, "Key": key(store, digest)}
        version = version_of(server, store, digest)
        assert refused(ours.delete_object, **named) == "AccessDenied"
        assert refused(ours.delete_object, VersionId=version, **named) == "AccessDenied"
        bypassing = {"BypassGovernanceRetention": True, "VersionId": version}
        assert refused(ours.delete_object, **bypassing, **named) == "AccessDenied"
        assert one.examine(digest) is Condition.SOUND


@pytest.mark.parametrize("how", ["overwritten", "deleted"])
def test_what_is_laid_over_a_locked_version_is_seen_and_the_version_is_read(server, store, tmp_path, how):
    digest = store.put(b"what was sealed")
    client, named = server.client("administrator"), {"Bucket": BUCKET, "Key": key(store, digest)}
    if how == "overwritten":
        client.put_object(Body=b"what they wish", **named)
    else:
        client.delete_object(**named)
    assert store.examine(digest) is Condition.HIDDEN
    assert other_process(server, store, tmp_path).read(digest) == b"what was sealed"
    other_process(server, store, tmp_path).put(b"what was sealed")
    assert store.examine(digest) is Condition.SOUND


def test_other_bytes_under_a_digest_are_named_and_never_read(server, store):
    digest = sha256_hex(b"the report as issued")
    server.client().put_object(Bucket=BUCKET, Key=key(store, digest), Body=b"another report")
    assert not store.has(digest)
    assert store.examine(digest) is Condition.CHANGED
    with pytest.raises(Broken) as refusal:
        store.read(digest)
    assert digest in refusal.value.message
    assert not store.path(digest).exists()


def test_a_bucket_that_locks_nothing_is_refused_before_the_first_byte(server, tmp_path, monkeypatch):
    for name, value in credentials("administrator").items():
        monkeypatch.setenv(name, value)
    server.make_bucket("plain", is_locked=False)
    store = bucket_store(server.address, tmp_path, bucket="plain", prefix="")
    with pytest.raises(Invalid, match="versioning is off"):
        store.put(b"seen")
    server.client().put_bucket_versioning(Bucket="plain", VersioningConfiguration={"Status": "Enabled"})
    with pytest.raises(Invalid, match="Object Lock is off"):
        store.refuse_unlocked()
    assert list(store.digests()) == []
    with pytest.raises(Unavailable, match="NoSuchBucket"):
        bucket_store(server.address, tmp_path, bucket="nobody", prefix="").refuse_unlocked()


def test_a_denied_write_is_told_and_keeps_nothing(server, store, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setenv("AWS_ACCESS_KEY_ID", "reader")
        patched.setenv("AWS_SECRET_ACCESS_KEY", "reader-secret")
        denied = other_process(server, store, tmp_path)
        with pytest.raises(Unavailable) as refusal:
            denied.put(b"seen")
    assert refusal.value.code == "BucketRefused"
    assert "policy" in refusal.value.next_step
    assert list(store.digests()) == []
    assert list(tmp_path.rglob("tmp-*")) == []


def test_without_credentials_it_is_said_that_they_are_missing(store, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with pytest.raises(Unavailable, match="credentials"):
        store.put(b"seen")


def test_bytes_that_are_sealed_again_are_locked_anew(server, store, tmp_path):
    digest = store.put(b"sealed in two years")
    longer = other_process(server, store, tmp_path, days=40, mode="GOVERNANCE")
    longer.put(b"sealed in two years")
    held = server.client().head_object(Bucket=BUCKET, Key=key(store, digest))
    assert held["ObjectLockRetainUntilDate"] > datetime.now(UTC) + timedelta(days=40)
    assert held["ObjectLockMode"] == "COMPLIANCE"


def test_many_who_write_the_same_bytes_at_once_leave_one_version(server, store, tmp_path):
    writers = [other_process(server, store, tmp_path) for _ in range(8)]
    with ThreadPoolExecutor(len(writers)) as pool:
        digests = set(pool.map(lambda one: one.put(b"the same"), writers))
    (digest,) = digests
    listed = server.client().list_object_versions(Bucket=BUCKET, Prefix=key(store, digest))
    assert len(listed["Versions"]) == 1


def test_more_objects_than_one_answer_holds_are_all_listed(server, store):
    digests = sorted(sha256_hex(str(number).encode()) for number in range(1_030))
    client = server.client()
    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(
            lambda one: client.put_object(Bucket=BUCKET, Key=key(store, one), Body=b""), digests
        ):
            pass
    client.put_object(Bucket=BUCKET, Key=f"{store.place.prefix}readme.txt", Body=b"no blob")
    assert list(store.digests()) == digests


def test_a_way_that_is_cut_loses_nothing_and_the_next_try_is_whole(server, store, tmp_path):
    with way_to(server) as way:
        distant = bucket_store(way.address, tmp_path / "distant", prefix=store.place.prefix)
        first = distant.put(b"before")
        way.cut_after_requests = b"x-amz-object-lock-mode"  # the request that would write
        with pytest.raises(Unavailable) as refusal:
            distant.put(b"meanwhile")
        assert refusal.value.code == "BucketUnavailable"
        assert list(store.digests()) == [first]
        with pytest.raises(Unavailable):
            distant.examine(first)
        way.mend()
        second = distant.put(b"meanwhile")
    assert list(store.digests()) == sorted([first, second])


def test_a_download_that_comes_damaged_is_refused_and_leaves_no_copy(server, store, tmp_path):
    digest = store.put(b"rows as they were seen")
    with way_to(server) as way:
        distant = bucket_store(way.address, tmp_path / "distant", prefix=store.place.prefix)
        way.damage = (b"were seen", b"are to be")
        with pytest.raises(Broken, match=digest):
            distant.existing_path(digest)
        assert [path for path in (tmp_path / "distant").rglob("*") if path.is_file()] == []
        way.mend()
        assert distant.read(digest) == b"rows as they were seen"


def test_a_copy_that_somebody_changed_is_fetched_again_and_never_believed(server, store, tmp_path):
    digest = store.put(b"sealed rows")
    store.path(digest).write_bytes(b"other rows!")
    assert store.read(digest) == b"sealed rows"
    later = other_process(server, store, tmp_path)
    later.existing_path(digest).write_bytes(b"other rows!")
    assert later.examine(digest) is Condition.SOUND


def test_a_copy_that_was_dropped_is_fetched_again(store):
    digest = store.put(b"sealed rows")
    store.path(digest).unlink()
    store.bring([store.path(digest)])
    assert store.path(digest).read_bytes() == b"sealed rows"


def test_a_file_that_is_sent_stays_where_it_is(store, tmp_path):
    source = tmp_path / "rows.parquet"
    source.write_bytes(b"rows")
    store.send_file(source, sha256_hex(b"rows"))
    assert source.read_bytes() == b"rows"
    assert store.read(sha256_hex(b"rows")) == b"rows"


def test_a_name_that_only_begins_the_same_is_no_version(server, store):
    digest = store.put(b"sealed rows")
    server.client().put_object(Bucket=BUCKET, Key=key(store, digest) + ".old", Body=b"other rows")
    assert LockedBucket(store.place).versions(digest) == [version_of(server, store, digest)]


def test_an_object_that_was_there_and_is_gone_when_it_is_looked_for_is_sent(server, store, monkeypatch):
    """Somebody else's write stood in the way and was taken back: nothing is there, so it is written."""
    tries = []

    def put(self, digest, body, size, *, over=False):
        tries.append(over)
        body.read()
        return over and really_put(self, digest, body, size, over=over)

    really_put = LockedBucket.put
    monkeypatch.setattr(LockedBucket, "put", put)
    digest = store.put(b"sealed rows")
    assert tries == [False, True]
    assert store.examine(digest) is Condition.SOUND


def test_what_was_seen_in_the_bucket_too_long_ago_is_forgotten(store, monkeypatch):
    monkeypatch.setattr(object_store, "_REMEMBERED_SECONDS", -1.0)
    for number in range(9):
        store.put(b"%d" % number)
    assert len(store._seen) <= 1
