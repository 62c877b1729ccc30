"""One application on a Spark cluster: reached or refused with a reason, bounded, let go at the end."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from attestry.control_tests.engines.spark.reaching import no_answer, refuse_silent, refuse_uninstalled
from attestry.kit.duck import QueryFailed, QueryTookTooLong
from attestry.kit.late import Late

if TYPE_CHECKING:
    import pyspark
    from py4j import protocol
    from pyspark import errors, sql
else:
    protocol = Late("py4j.protocol")
    errors = Late("pyspark.errors")
    pyspark = Late("pyspark")
    sql = Late("pyspark.sql")

SECONDS = 600.0
PROBE_SECONDS = 60.0

_AGAIN_SECONDS = 0.2
_LOG = Path(__file__).with_name("log4j2.properties")

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A session on the cluster in which every statement is bounded."""

    session: sql.SparkSession

    def bounded(self, work: Callable[[], Answer]) -> Answer:
        """Do ``work`` on the cluster, cancelled after ``SECONDS``.

        Raises QueryFailed or QueryTookTooLong where the question is to blame, Unavailable where
        the cluster has stopped answering.
        """
        try:
            return self._cancelled_after(SECONDS, work)
        except (errors.AnalysisException, errors.ParseException) as refusal:
            raise QueryFailed(_first_line(refusal)) from refusal
        except _Late as late:
            self.refuse_silence()
            raise QueryTookTooLong(f"The query ran longer than {SECONDS:g} s and was stopped.") from late
        except (errors.PySparkException, protocol.Py4JError, OSError) as refusal:
            self.refuse_silence()
            raise QueryFailed(_first_line(refusal)) from refusal

    def refuse_silence(self) -> None:
        """Raises Unavailable where a job that cannot fail does: then no question is to blame."""
        try:
            self._cancelled_after(PROBE_SECONDS, self.session.range(1).count)
        except (_Late, errors.PySparkException, protocol.Py4JError, OSError) as refusal:
            raise no_answer("The Spark cluster does not answer any more.") from refusal

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
    refuse_uninstalled()
    refuse_silent(master)
    is_held = sql.SparkSession.getActiveSession() is not None
    try:
        session = _builder(master, scratch).getOrCreate()
    except (errors.PySparkException, protocol.Py4JError, OSError) as refusal:
        _forget()
        raise no_answer(f"Spark could not be started: {_first_line(refusal)}") from refusal
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
            _end(session)


def _end(session: sql.SparkSession) -> None:
    try:
        session.range(1)  # PySpark stops what is gone with a warning alone
        session.stop()
    except (errors.PySparkException, protocol.Py4JError, OSError):
        _forget()


def _forget() -> None:
    """Let go of a Java process that is gone: PySpark would ask it again, however often it is started."""
    process = getattr(pyspark.SparkContext._gateway, "proc", None)
    if process is not None:
        with suppress(OSError):
            process.stdin.close()
        process.kill()
        process.wait()
    pyspark.SparkContext._active_spark_context = None
    pyspark.SparkContext._gateway = pyspark.SparkContext._jvm = None
    sql.SparkSession._instantiatedSession = None


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
        # Sealed segments are small on disk: what a worker is sent whole is reckoned by what they unfold to.
        "spark.sql.sources.fileCompressionFactor": "20.0",
        "spark.sql.sources.parallelPartitionDiscovery.threshold": "100000",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }


def _first_line(refusal: Exception) -> str:
    lines = [line.strip().removeprefix(": ") for line in str(refusal).splitlines()]
    said = (line for line in lines if line and not line.startswith("An error occurred while calling"))
    return next(said, type(refusal).__name__)
