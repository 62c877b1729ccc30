"""One application on a Spark cluster: reached or refused with a reason, bounded, let go at the end."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from attestry.kit.duck import QueryFailed, QueryTookTooLong
from attestry.kit.errors import Invalid, Unavailable
from attestry.kit.late import Late

if TYPE_CHECKING:
    from py4j import protocol
    from pyspark import errors, sql
else:
    protocol = Late("py4j.protocol")
    errors = Late("pyspark.errors")
    sql = Late("pyspark.sql")

SECONDS = 600.0
KNOCK_SECONDS = 5.0
PROBE_SECONDS = 60.0

_AGAIN_SECONDS = 0.2
_LOG = Path(__file__).with_name("log4j2.properties")
_DEFAULT_PORT = 7077

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A session on the cluster in which every statement is bounded."""

    session: sql.SparkSession

    def bounded(self, work: Callable[[], Answer], *, seconds: float | None = None) -> Answer:
        """Do ``work`` on the cluster, cancelled after ``seconds``.

        Raises QueryFailed or QueryTookTooLong where the question is to blame, Unavailable where
        the cluster has stopped answering.
        """
        limit = seconds or SECONDS
        try:
            return self._cancelled_after(limit, work)
        except (errors.AnalysisException, errors.ParseException) as refusal:
            raise QueryFailed(_first_line(refusal)) from refusal
        except _Late as late:
            self.refuse_silence()
            raise QueryTookTooLong(f"The query ran longer than {limit:g} s and was stopped.") from late
        except (errors.PySparkException, protocol.Py4JError, OSError) as refusal:
            self.refuse_silence()
            raise QueryFailed(_first_line(refusal)) from refusal

    def refuse_silence(self) -> None:
        """Raises Unavailable where a job that cannot fail does: then no question is to blame."""
        try:
            self._cancelled_after(PROBE_SECONDS, self.session.range(1).count)
        except (_Late, errors.PySparkException, protocol.Py4JError, OSError) as refusal:
            raise _no_answer("The Spark cluster does not answer any more.") from refusal

    def _cancelled_after(self, seconds: float, work: Callable[[], Answer]) -> Answer:
        context, group = self.session.sparkContext, uuid.uuid4().hex
        done, late = threading.Event(), threading.Event()

        def cancel() -> None:
            # A statement may begin another job after the first was cancelled.
            while not done.wait(_AGAIN_SECONDS):
                late.set()
                context.cancelJobGroup(group)

        timer = threading.Timer(seconds, cancel)
        timer.daemon = True
        context.setJobGroup(group, "Attestry", interruptOnCancel=True)
        timer.start()
        try:
            return work()
        except (errors.PySparkException, protocol.Py4JError) as refusal:
            if late.is_set():
                raise _Late from refusal
            raise
        finally:
            done.set()
            timer.cancel()


class _Late(Exception):
    """A statement was cancelled because its time was over."""


@contextmanager
def joined(master: str, scratch: Path) -> Iterator[Cluster]:
    """An application on the cluster at ``master``; its cores are free again afterwards.

    Raises Invalid for an address that is none, Unavailable with what to do where Spark or Java is
    not installed, or where master or workers do not answer.
    """
    _refuse_uninstalled()
    _refuse_silent(master)
    is_held = sql.SparkSession.getActiveSession() is not None
    try:
        session = _builder(master, scratch).getOrCreate()
    except (errors.PySparkException, protocol.Py4JError, OSError) as refusal:
        raise _no_answer(f"Spark could not be started: {_first_line(refusal)}") from refusal
    cluster = Cluster(session)
    # A refused question is an answer of ours; PySpark would write its whole stack to the log.
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    try:
        cluster.refuse_silence()
        cores = session.sparkContext.defaultParallelism
        session.conf.set("spark.sql.shuffle.partitions", str(max(4, 2 * cores)))
        yield cluster
    finally:
        # An application that this process had before is its holder's to end.
        if not is_held:
            session.stop()


def _builder(master: str, scratch: Path) -> sql.SparkSession.Builder:
    builder = sql.SparkSession.builder.master(master).appName("Attestry: control tests")
    for name, value in _set(scratch).items():
        builder = builder.config(name, value)
    return builder


def _set(scratch: Path) -> dict[str, str]:
    """What the answers rest on; memory, ports and secrets are for ``spark-defaults.conf`` to say."""
    return {
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOG.as_uri()}",
        "spark.sql.adaptive.enabled": "true",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.caseSensitive": "false",
        "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
        "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
        "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.sources.parallelPartitionDiscovery.threshold": "100000",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }


def _refuse_uninstalled() -> None:
    try:
        sql.SparkSession  # noqa: B018
    except ImportError as missing:
        raise Unavailable(
            "ATTESTRY_SPARK_MASTER is set, but PySpark is not installed.",
            next_step="Install the extra: pip install 'attestry[spark]'. Or unset the variable.",
            code="SparkMissing",
        ) from missing
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        raise Unavailable(
            "Spark needs a Java 17 runtime, and none was found.",
            next_step="On Debian or Ubuntu: sudo apt-get install -y openjdk-17-jre-headless. "
            "Elsewhere install one and set JAVA_HOME.",
            code="JavaMissing",
        )


def _refuse_silent(master: str) -> None:
    """Knock at a standalone cluster's masters: Spark itself would try for a minute."""
    if not master.startswith("spark://"):
        if master.startswith(("local", "yarn", "k8s://")):
            return
        raise Invalid(f"ATTESTRY_SPARK_MASTER: {master!r} is no address of a master, like spark://host:7077.")
    refusals = []
    for one in master.removeprefix("spark://").split(","):
        host, _, port = one.rpartition(":")
        if not host or not port.isdigit():
            host, port = one, str(_DEFAULT_PORT)
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=KNOCK_SECONDS).close()
        except OSError as refusal:
            refusals.append(refusal)
        else:
            return
    raise _no_answer(f"No Spark master answers at {master}: {refusals[-1]}.") from refusals[-1]


def _no_answer(said: str) -> Unavailable:
    return Unavailable(
        said,
        next_step="Start the master and its workers, or unset ATTESTRY_SPARK_MASTER to go on with this "
        "machine alone; nothing was written.",
        code="SparkUnavailable",
    )


def _first_line(refusal: Exception) -> str:
    lines = [line.strip() for line in str(refusal).splitlines()]
    return next((line for line in lines if line), type(refusal).__name__)
