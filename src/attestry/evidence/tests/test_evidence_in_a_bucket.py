"""A home whose evidence lies in a bucket: the whole line, what goes wrong, and what is found."""

import io
from datetime import timedelta

import pytest
from django.conf import settings as django
from django.urls import reverse

from attestry.accounts.actions.users import add_user
from attestry.accounts.rules import Role
from attestry.control_tests.models import Run
from attestry.control_tests.outcomes import current
from attestry.control_tests.tests.asking import asked, library  # noqa: F401
from attestry.control_tests.verification import findings
from attestry.evidence.actions import copy_evidence, hand_in_document
from attestry.evidence.models import Entry
from attestry.evidence.queries import body, bucket_address, store
from attestry.evidence.tests.line import DAY_ONE, HOUSE, account, made_line, rows_of, sealed
from attestry.evidence.verification import verify_home
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.blobs import Condition, Folder
from attestry.kit.errors import Broken, Invalid, NotAllowed, Unavailable
from attestry.kit.object_store import ObjectStore
from attestry.kit.tests.object_server import BUCKET, credentials, served, way_to
from attestry.project.health.evidence import evidence_store
from attestry.project.home import Organization
from attestry.project.preparing import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def way(server):
    with way_to(server) as open_way:
        yield open_way


@pytest.fixture
def bucket(way, settings, tmp_path, monkeypatch, request):
    """The settings of a home in the bucket, each test's under a prefix of its own."""
    for folder in ("evidence", "cache"):
        (tmp_path / folder).mkdir()
        monkeypatch.setattr(type(django.HOME), folder, property(lambda _, name=folder: tmp_path / name))
    for name, value in credentials("attestry").items():
        monkeypatch.setenv(name, value)
    settings.EVIDENCE_BUCKET = f"s3://{BUCKET}/example/{abs(hash(request.node.name))}"
    settings.EVIDENCE_ENDPOINT = way.address
    settings.EVIDENCE_LOCK_DAYS = "3"
    return settings


@pytest.fixture
def line(bucket, library):
    library(asked())
    return made_line()


def without_copies():
    """Forget every copy on this disk, as a new machine would have none."""
    for path in django.HOME.cache.rglob("*"):
        if path.is_file():
            path.unlink()


def laid_over(server, digest, data):
    """Somebody with the bucket's administration puts other bytes, or a deletion, over an object."""
    prefix = bucket_address().removeprefix(f"s3://{BUCKET}/")
    named = {"Bucket": BUCKET, "Key": f"{prefix}/{digest[:2]}/{digest[2:]}"}
    client = server.client("administrator")
    return client.put_object(Body=data, **named) if data else client.delete_object(**named)


def found():
    return [(one.entry_seq, one.where, one.what) for one in [*verify_home().findings, *findings()]]


def outcomes(run):
    select = "SELECT item_id, outcome FROM {rows} ORDER BY 1"
    return dict(current(run.ordinal, narrowed="true", select=select, values={}))


def document(data=b"minutes"):
    with clock.simulated(DAY_ONE + timedelta(days=3)):
        return hand_in_document(
            HOUSE,
            io.BytesIO(data),
            filename="minutes.txt",
            title="Minutes",
            period_from=DAY_ONE,
            period_until=DAY_ONE + timedelta(days=1),
        )


def test_the_whole_line_runs_in_a_bucket_and_is_read_again_where_no_copy_is(line):
    for day, factor in enumerate(["totp", "none", "totp"]):
        line.read(account(1, mfa_factor="totp"), account(2, mfa_factor=factor), on=day)
        run = line.test(on=day)
    document()
    line.sign(on=3)
    assert isinstance(store(), ObjectStore)
    assert list(django.HOME.evidence.iterdir()) == []
    without_copies()
    assert outcomes(run) == {"okta/1": "pass", "okta/2": "pass"}
    second = Entry.objects.filter(kind="snapshot").order_by("seq")[1]
    assert rows_of(second)["okta/2"]["mfa_factor"] == "none"
    assert found() == []
    assert verify_home().blobs == len(list(store().digests()))


def test_sixty_days_are_folded_and_only_what_no_fold_holds_is_fetched_again(line):
    for day in range(40):
        line.read(account(1, mfa_factor=f"factor-{day}"), *[account(one) for one in range(2, 12)], on=day)
    last = Entry.objects.order_by("-seq").first()
    assert rows_of(last)["okta/1"]["mfa_factor"] == "factor-39"
    for path in django.HOME.cache.glob("evidence-*/??/*"):
        path.unlink()
    assert rows_of(last)["okta/1"]["mfa_factor"] == "factor-39"
    assert len(list(django.HOME.cache.glob("evidence-*/??/*"))) < 20


@pytest.mark.parametrize("data", [b"what they wish", b""])
def test_verification_names_the_entry_whose_bytes_were_covered_and_pages_still_read_them(line, server, data):
    entry = line.read(account(1, mfa_factor="totp"))
    laid_over(server, sealed(entry)["segment"], data)
    without_copies()
    ((seq, where, what),) = found()
    assert (seq, where) == (entry.seq, "rows of files_account")
    assert "covered by another version or a deletion" in what
    assert rows_of(entry)["okta/1"]["mfa_factor"] == "totp"


def test_verification_names_the_entry_whose_bytes_are_gone_or_others(line, server, bucket):
    entry = line.read(account(1, mfa_factor="totp"))
    digest = sealed(entry)["segment"]
    bucket.EVIDENCE_BUCKET += "/restored"  # a copy of the bucket in which one object is not what it was
    for one in {digest, sealed(entry)["shape"]}:
        laid_over(server, one, b"other rows")
    assert {what.split()[-1] for _, _, what in found()} == {"changed"}
    bucket.EVIDENCE_BUCKET += "/twice"
    assert (entry.seq, "rows of files_account", f"the sealed bytes {digest} are missing") in found()


def test_sealed_bytes_are_downloaded_through_a_page_which_says_where_they_cannot_be_had(line, way, client):
    entry = document(b"%PDF minutes")
    without_copies()
    client.force_login(add_user(HOUSE, email="lead@example.org", name="Lead", role=Role.LEAD))
    address = reverse("entry_bytes", args=[entry.seq, body(entry)["digest"]])
    way.cut()
    refusal = client.get(address)
    assert refusal.status_code == 503
    assert "no answer came" in refusal.content.decode()
    way.mend()
    assert b"".join(client.get(address).streaming_content) == b"%PDF minutes"


def test_a_bucket_that_is_gone_mid_way_ends_the_act_and_leaves_the_ledger_as_it_was(line, way):
    line.read(account(1, mfa_factor="totp"))
    line.test()
    entries, runs = Entry.objects.count(), Run.objects.count()
    way.cut_after_requests = b"PUT /"
    with pytest.raises(Unavailable, match="no answer came"):
        line.read(account(1, mfa_factor="none"), on=1)
    way.cut()
    with pytest.raises(Unavailable):
        document()
    assert (Entry.objects.count(), Run.objects.count()) == (entries, runs)
    way.mend()
    entry = line.read(account(1, mfa_factor="none"), on=1)
    assert outcomes(line.test(on=1)) == {"okta/1": "fail"}
    assert rows_of(entry)["okta/1"]["mfa_factor"] == "none"
    assert found() == []


def test_a_run_that_cannot_keep_its_bytes_writes_nothing(line, way):
    line.read(account(1, mfa_factor="totp"))
    way.cut_after_requests = b"PUT /"
    with pytest.raises(Unavailable):
        line.test()
    assert Run.objects.count() == 0
    way.mend()
    assert outcomes(line.test()) == {"okta/1": "pass"}


def test_a_denied_write_is_told_and_the_ledger_stands(line, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "reader-secret")
    with pytest.raises(Unavailable) as refusal:
        document()
    assert refusal.value.code == "BucketRefused"
    assert Entry.objects.count() == 0


def test_a_damaged_download_ends_the_question_and_not_with_an_answer(line, way):
    entry = line.read(account(1, mfa_factor="totp"))
    without_copies()
    way.damage = (b"PAR1", b"PAR2")
    with pytest.raises(Broken):
        rows_of(entry)
    assert Run.objects.count() == 0
    way.mend()
    assert rows_of(entry)["okta/1"]["mfa_factor"] == "totp"


def test_the_folder_is_copied_into_the_bucket_once_and_again_without_harm(line, bucket, way):
    address, bucket.EVIDENCE_BUCKET = bucket.EVIDENCE_BUCKET, ""
    line.read(account(1, mfa_factor="totp"))
    line.test()
    line.sign()
    folder = store()
    assert isinstance(folder, Folder)
    bucket.EVIDENCE_BUCKET = address
    assert {what for _, _, what in found() if "missing" in what}
    assert "lie in the home's folder" in evidence_store(django.HOME)[0].found
    way.cut_after_requests = b"PUT /"
    with pytest.raises(Unavailable):
        copy_evidence(HOUSE, progress=lambda _: None)
    way.mend()
    for _ in range(2):
        copied = copy_evidence(HOUSE, progress=lambda _: None)
        assert (copied.count, copied.place) == (len(list(folder.digests())), address)
    assert list(store().digests()) == list(folder.digests())
    assert JournalEntry.objects.filter(act="evidence.copy").last().after["to"] == address
    assert found() == []
    (well,) = evidence_store(django.HOME)
    assert f"in {address}, each object locked for 3 days (COMPLIANCE)" in well.found


def test_a_file_of_the_folder_that_is_not_what_its_name_says_is_not_copied(bucket):
    folder = Folder(django.HOME.evidence)
    good, bad = folder.put(b"good"), folder.put(b"bad")
    folder.path(bad).write_bytes(b"BAD")
    with pytest.raises(Broken, match=bad):
        copy_evidence(HOUSE, progress=lambda _: None)
    assert [store().examine(one) for one in (good, bad)] == [Condition.SOUND, Condition.MISSING]


def test_copying_asks_for_its_permission_and_for_a_bucket(bucket):
    with pytest.raises(NotAllowed):
        copy_evidence(Actor("user", "user:1", "Employee"), progress=lambda _: None)
    bucket.EVIDENCE_BUCKET = ""
    with pytest.raises(Invalid, match="names no bucket"):
        copy_evidence(HOUSE, progress=lambda _: None)


@pytest.mark.parametrize(
    "name, value, says",
    [
        ("EVIDENCE_BUCKET", "https://bucket", "s3://bucket"),
        ("EVIDENCE_BUCKET", "s3://", "s3://bucket"),
        ("EVIDENCE_ENDPOINT", "ftp://example.org", "http://"),
        ("EVIDENCE_ENDPOINT", "https://user:word@example.org", "password"),
        ("EVIDENCE_LOCK_DAYS", "", "can't be taken back"),
        ("EVIDENCE_LOCK_DAYS", "0", "can't be taken back"),
        ("EVIDENCE_LOCK_DAYS", "99999999", "can't be taken back"),
        ("EVIDENCE_LOCK_MODE", "forever", "COMPLIANCE or GOVERNANCE"),
        ("EVIDENCE_CACHE_MB", "much", "copies on this disk"),
        ("EVIDENCE_CACHE_MB", "0", "from 1 to 10000000"),
    ],
)
def test_a_setting_that_is_wrong_or_missing_is_named_with_what_to_say(bucket, name, value, says):
    setattr(bucket, name, value)
    with pytest.raises(Invalid) as refusal:
        store()
    assert f"ATTESTRY_{name}" in refusal.value.message
    assert says in str(refusal.value)
    (finding,) = evidence_store(django.HOME)
    assert (finding.severity.value, finding.found) == ("broken", refusal.value.message)


def test_a_start_refuses_a_bucket_that_locks_nothing_and_goes_on_where_none_answers(
    bucket, server, way, monkeypatch
):
    for name, value in credentials("administrator").items():
        monkeypatch.setenv(name, value)
    server.make_bucket("unlocked", is_locked=False)
    bucket.EVIDENCE_BUCKET = "s3://unlocked"
    with pytest.raises(Invalid, match="versioning is off"):
        prepare(lambda _: None)
    way.cut()
    said = []
    prepare(said.append)
    assert "no answer came" in said[0]
    assert evidence_store(django.HOME)[0].severity.value == "broken"


def test_what_is_made_up_never_goes_into_the_bucket(bucket, monkeypatch):
    monkeypatch.setattr(
        type(django.HOME), "organization", lambda _: Organization("Sample Ltd", is_sample=True)
    )
    assert isinstance(store(), Folder)
