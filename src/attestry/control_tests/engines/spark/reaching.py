"""Whether a Spark cluster can be reached, asked before Spark itself is: the refusals say what to do."""

from __future__ import annotations

import os
import shutil
import socket
from typing import TYPE_CHECKING

from attestry.kit.errors import Invalid, Unavailable
from attestry.kit.late import Late

if TYPE_CHECKING:
    from pyspark import sql
else:
    sql = Late("pyspark.sql")

KNOCK_SECONDS = 5.0
_DEFAULT_PORT = 7077


def refuse_uninstalled() -> None:
    """Raises Unavailable where PySpark or Java is missing on this machine."""
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


def refuse_silent(master: str) -> None:
    """Knock at a standalone cluster's masters: Spark itself would try for a minute.

    Raises Invalid for an address that is none, Unavailable where nobody answers.
    """
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
    raise no_answer(f"No Spark master answers at {master}: {refusals[-1]}.") from refusals[-1]


def no_answer(said: str) -> Unavailable:
    """The refusal of a run whose cluster is not there; ``said`` is what happened."""
    return Unavailable(
        said,
        next_step="Start the master and its workers, or unset ATTESTRY_SPARK_MASTER to go on with this "
        "machine alone; nothing was written.",
        code="SparkUnavailable",
    )
