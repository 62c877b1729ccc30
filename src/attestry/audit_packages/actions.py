"""Asking for a package, writing it, and writing down what became of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from attestry.accounts.queries import is_auditor
from attestry.accounts.rules import Role, RolePermissions
from attestry.audit_packages import contents
from attestry.audit_packages.errors import PackageExists, PeriodRefused
from attestry.audit_packages.models import AuditPackage, PackageState
from attestry.audit_packages.queries import folder, pending
from attestry.audit_packages.rules import layout
from attestry.audit_packages.rules.layout import Plan
from attestry.audit_packages.rules.period import Period
from attestry.audit_packages.writing import PackageWriter
from attestry.control_tests.models import Run
from attestry.evidence.actions import ledger_key, sign_checkpoint
from attestry.evidence.models import Checkpoint
from attestry.evidence.queries import store
from attestry.evidence.rules.checkpoint import CheckpointText
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.blobs import disk_refusal
from attestry.kit.digest import canonical_json, file_sha256_hex, sha256_hex
from attestry.kit.errors import Conflict, DomainError

Progress = Callable[[str], None]

_HOUSE = Actor.system("audit_packages")
_TOLD_EVERY = 200


@act("audit_packages.request")
def request_package(actor: Actor, period: Period, *, target: Path | None = None) -> AuditPackage:
    """Ask for the package of a period under the newest signed root; asking twice is asking once.

    Without ``target`` it is written into the home. What an auditor asks for is written as far as they may
    read. Raises PeriodRefused where nothing that was tested bears on the period.
    """
    sign_checkpoint(_HOUSE)
    newest = Checkpoint.objects.order_by("-size").first()
    tested = Run.objects.filter(as_of__lte=period.until_at)
    if newest is None or not tested.exists():
        raise PeriodRefused(
            f"Nothing was tested up to the end of {period}.",
            next_step="Choose a period in which evidence was collected and tested.",
        )
    span = {"period_from": period.from_at, "period_until": period.until_at, "ledger_size": newest.size}
    for_key = actor.key if is_auditor(actor) else ""
    whose = f"-{sha256_hex(for_key.encode())[:8]}" if for_key else ""
    path = target or folder() / f"{period}-{newest.size}{whose}.attestry"
    for known in AuditPackage.objects.filter(**span, for_key=for_key, path=str(path)):
        # A file that was moved away is written again, and one that somebody named is never taken for theirs.
        is_here = known.state == PackageState.READY and target is None and path.is_file()
        if known.is_pending or is_here:
            return known
    made = AuditPackage.objects.create(
        **span,
        requested_at=clock.now(),
        requested_by=actor.name,
        for_key=for_key,
        path=str(path),
    )
    record(f"audit_package:{made.pk}", after={"period": str(period), "ledger_size": newest.size})
    return made


def write_package(package: AuditPackage, *, progress: Progress) -> AuditPackage:
    """Write a package that was asked for, going on where a killed writer stopped.

    Raises Conflict where another process writes it or the file is there already; Unavailable
    where the disk refuses.
    """
    target = Path(package.path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)

    def tell(text: str) -> None:
        AuditPackage.objects.filter(pk=package.pk).update(state=PackageState.BUILDING, progress=text)
        progress(text)

    try:
        write_plan(plan_of(package), target, tell, reader=reader_of(package))
    except PackageExists as refusal:
        # Otherwise its writer was killed between the file's last byte and this line.
        if package.state != PackageState.BUILDING:
            _end(_HOUSE, package, PackageState.FAILED, detail=str(refusal))
            raise
    except Conflict:
        raise
    except DomainError as refusal:
        _end(_HOUSE, package, PackageState.FAILED, detail=str(refusal))
        raise
    # Hashing a large file takes long, and the database must not wait for it: only the line is an act.
    sealed = (target.stat().st_size, file_sha256_hex(target))
    return _end(_HOUSE, package, PackageState.READY, sealed=sealed)


def write_pending(*, progress: Progress) -> None:
    """Write every package that was asked for on the pages; one that cannot be says so on its page."""
    for package in pending():
        with suppress(DomainError):
            write_package(package, progress=progress)


def reader_of(package: AuditPackage) -> Actor:
    """As whom a package is written: the auditor who asked for it, or the house, which reads all.

    Whoever asked as an auditor gets what an auditor may read, whatever became of the account since.
    """
    if not package.for_key:
        return _HOUSE
    return Actor("user", package.for_key, package.requested_by, RolePermissions(Role.AUDITOR))


def plan_of(package: AuditPackage) -> Plan:
    """What a package is about."""
    root = Checkpoint.objects.get(size=package.ledger_size)
    organization = settings.HOME.organization()
    return Plan(
        organization.name,
        organization.is_sample,
        package.period_from,
        package.period_until,
        ledger_key().verifier.name,
        root.size,
        root.root,
    )


@act("audit_packages.end")
def _end(
    actor: Actor,
    package: AuditPackage,
    state: PackageState,
    *,
    detail: str = "",
    sealed: tuple[int, str] = (0, ""),
) -> AuditPackage:
    package.state, package.detail, package.progress = state, detail, ""
    package.ended_at = clock.now()
    package.bytes, package.digest = sealed
    package.save()
    said = {"digest": package.digest, "bytes": package.bytes} if package.digest else {"failed": detail}
    record(f"audit_package:{package.pk}", after={"state": package.state, **said})
    return package


def write_plan(plan: Plan, target: Path, progress: Progress, *, reader: Actor = _HOUSE) -> None:
    """Write the package of a plan, as far as ``reader`` may read. Raises as ``write_package`` does."""
    newest = Checkpoint.objects.get(size=plan.ledger_size)
    said = CheckpointText.read(newest.note.rpartition("\n\n")[0] + "\n")
    wanted = contents.needed(plan, reader)
    with PackageWriter(target) as written, _spooled(written) as add_lines:
        progress("Writing the plan and the ledger")
        written.add_bytes(layout.PLAN, plan.written())
        written.add_bytes(layout.README, _static("README.md"))
        written.add_bytes(layout.VERIFIER, _static("verify_package.py"))
        written.add_bytes(layout.KEY, (settings.HOME.keys / "ledger.public.pem").read_bytes())
        add_lines(layout.LEAVES, contents.leaves(plan))
        add_lines(layout.CHECKPOINTS, contents.checkpoints(plan))
        add_lines(layout.STAMPS, contents.stamps(plan))
        add_lines(layout.ENTRIES, (one.body.encode() + b"\n" for one in wanted.entries()))
        add_lines(layout.JOURNAL, contents.journal(said.journal_seq, reader))
        progress("Writing what was recorded of the period")
        program = contents.program(plan, newest.signed_at)
        written.add_bytes(layout.PROGRAM, canonical_json(program))
        add_lines(layout.INTERVALS, contents.intervals(plan, program, newest.signed_at))
        named = sorted(contents.blobs(wanted.entries()))
        for position, digest in enumerate(named):
            if position % _TOLD_EVERY == 0:
                progress(f"Writing sealed bytes: {position:,} of {len(named):,} files")
            written.add_file(layout.blob_name(digest), store().existing_path(digest))
        progress("Sealing the package")
        written.close(plan.origin, ledger_key().sign)


@contextmanager
def _spooled(written: PackageWriter) -> Iterator[Callable[[str, Iterable[bytes]], None]]:
    """How lines become a member: its size stands before it, so they go through a file of the scratch."""
    with tempfile.TemporaryDirectory(dir=settings.HOME.scratch, prefix="package-") as scratch:
        spool = Path(scratch) / "lines"

        def add(name: str, lines: Iterable[bytes]) -> None:
            try:
                with spool.open("wb") as stream:
                    stream.writelines(lines)
            except OSError as refusal:
                raise disk_refusal(refusal) from refusal
            written.add_file(name, spool)

        yield add


def _static(name: str) -> bytes:
    return (Path(__file__).parent / "static" / "audit_packages" / name).read_bytes()
