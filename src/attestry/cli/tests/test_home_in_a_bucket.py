"""A whole home whose evidence lies in a bucket, from the shell: filled, checked, backed up, moved in."""

from __future__ import annotations

import pytest

from attestry.cli.tests.shell import attestry
from attestry.kit.tests.object_server import BUCKET, PREFIX, credentials, served
from attestry.project.home import Home

pytestmark = pytest.mark.slow

SETTINGS = {
    "ATTESTRY_EVIDENCE_BUCKET": f"s3://{BUCKET}/{PREFIX}",
    "ATTESTRY_EVIDENCE_LOCK_DAYS": "2",
    "ATTESTRY_EVIDENCE_LOCK_MODE": "GOVERNANCE",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def in_a_bucket(server, monkeypatch, request):
    """Have the shells of a test keep evidence in the bucket."""
    settings = {**SETTINGS, "ATTESTRY_EVIDENCE_ENDPOINT": server.address, **credentials("attestry")}
    settings["ATTESTRY_EVIDENCE_BUCKET"] += request.node.name[:40]
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return settings["ATTESTRY_EVIDENCE_BUCKET"]


def ran(home, *arguments):
    done = attestry(home, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def sealed_files(home):
    return [path for path in Home(home).evidence.rglob("*") if path.is_file()]


def objects(server, bucket):
    prefix = bucket.removeprefix(f"s3://{BUCKET}/") + "/"
    answer = server.client().list_objects_v2(Bucket=BUCKET, Prefix=prefix)
    return {one["Key"].removeprefix(prefix).replace("/", "") for one in answer.get("Contents", [])}


def test_a_home_is_filled_verified_backed_up_and_restored_with_its_bytes_in_the_bucket(
    in_a_bucket, tmp_path, monkeypatch
):
    home, restored, backup = tmp_path / "home", tmp_path / "restored", tmp_path / "backup.tar"
    ran(home, "up", "--no-serve")
    assert sealed_files(home) == []
    assert "Everything matches" in ran(home, "verify")
    assert f"each named by the ledger, in {in_a_bucket}, each object locked for 2 days" in ran(home, "doctor")
    assert f"The sealed bytes stay in {in_a_bucket}" in ran(home, "backup", "create", str(backup))
    monkeypatch.delenv("ATTESTRY_EVIDENCE_BUCKET")
    refused = attestry(restored, "backup", "restore", str(backup))
    assert refused.returncode == 5
    assert f"they stayed in {in_a_bucket}" in refused.stderr
    monkeypatch.setenv("ATTESTRY_EVIDENCE_BUCKET", in_a_bucket)
    ran(restored, "backup", "restore", str(backup))
    assert "Everything matches" in ran(restored, "verify")


def test_a_home_that_kept_its_evidence_in_a_folder_moves_into_the_bucket(in_a_bucket, tmp_path, monkeypatch):
    home, backup = tmp_path / "home", tmp_path / "backup.tar"
    monkeypatch.delenv("ATTESTRY_EVIDENCE_BUCKET")
    ran(home, "up", "--no-serve")
    ran(home, "backup", "create", str(backup))
    refused = attestry(home, "evidence", "copy")
    assert (refused.returncode, "names no bucket" in refused.stderr) == (2, True)
    monkeypatch.setenv("ATTESTRY_EVIDENCE_BUCKET", in_a_bucket)
    assert attestry(home, "verify").returncode == 7
    assert f"{in_a_bucket} keeps all {len(sealed_files(home))} blobs" in ran(home, "evidence", "copy")
    for path in sealed_files(home):
        path.unlink()
    assert "Everything matches" in ran(home, "verify")
    ran(home, "test")
    refused = attestry(tmp_path / "restored", "backup", "restore", str(backup))
    assert refused.returncode == 5
    assert "evidence copy" in refused.stderr


def test_a_refused_bucket_ends_a_command_with_words_and_its_code(in_a_bucket, server, tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "reader-secret")
    refused = attestry(home, "up", "--no-serve")
    assert refused.returncode == 6
    assert "refused: AccessDenied" in refused.stderr
    assert "Give the credentials the policy" in refused.stderr
    assert objects(server, in_a_bucket) == set()
    found = attestry(home, "doctor")
    assert (found.returncode, "broken  Evidence" in found.stdout) == (1, True)
    monkeypatch.setenv("ATTESTRY_EVIDENCE_LOCK_DAYS", "")
    refused = attestry(home, "collect")
    assert refused.returncode == 2
    assert "ATTESTRY_EVIDENCE_LOCK_DAYS is not set" in refused.stderr
