"""A Spark standalone cluster for tests and benchmarks: a master and two workers on loopback, as processes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

READY_SECONDS = 120
_SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
_PACKAGE = "org.apache.spark.deploy"


@dataclass
class Processes:
    """The running cluster; ``master`` is its address."""

    master: str
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def stop(self) -> None:
        """End every process, and wait until it is gone."""
        for one in reversed(self.running):
            one.terminate()
        for one in reversed(self.running):
            try:
                one.wait(timeout=15)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait(timeout=15)
        self.running.clear()


@contextmanager
def started(folder: Path, *, memory: str = "1g", executor_memory: str = "512m") -> Iterator[Processes]:
    """Start it, wait until both workers have signed on, and end it afterwards.

    The environment says meanwhile what a session of this process is started with.
    """
    if not shutil.which("java"):
        raise FileNotFoundError(
            "Spark needs Java 17, and none was found: sudo apt-get install -y openjdk-17-jre-headless"
        )
    (folder / "conf").mkdir()
    (folder / "conf" / "spark-defaults.conf").write_text(
        f"spark.executor.memory {executor_memory}\nspark.driver.memory {executor_memory}\n"
        "spark.driver.bindAddress 127.0.0.1\nspark.driver.host 127.0.0.1\n"
        f"spark.local.dir {folder / 'local'}\n"
    )
    said = {
        "SPARK_CONF_DIR": str(folder / "conf"),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
    }
    port = _free_port()
    cluster = Processes(f"spark://127.0.0.1:{port}")
    with _environment(said):
        try:
            _start(cluster, folder, "Master", "master.Master", "--port", str(port))
            _wait(folder / "Master.log", "Starting Spark master", cluster)
            for number in ("1", "2"):
                options = ("--cores", "1", "--memory", memory, "--work-dir", str(folder / f"work{number}"))
                _start(cluster, folder, f"Worker{number}", "worker.Worker", *options, cluster.master)
            _wait(folder / "Master.log", "Registering worker", cluster, times=2)
            yield cluster
        finally:
            cluster.stop()


def _start(cluster: Processes, folder: Path, name: str, of: str, *options: str) -> None:
    command = [str(_SPARK_CLASS), f"{_PACKAGE}.{of}", "--host", "127.0.0.1", "--webui-port", "0", *options]
    with (folder / f"{name}.log").open("wb") as log:
        cluster.running.append(subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL))


def _wait(log: Path, words: str, cluster: Processes, times: int = 1) -> None:
    until = time.monotonic() + READY_SECONDS
    while log.read_text(errors="replace").count(words) < times:
        if time.monotonic() > until or any(one.poll() is not None for one in cluster.running):
            raise RuntimeError(f"The Spark cluster did not start:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def _environment(said: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in said}
    os.environ.update(said)
    try:
        yield
    finally:
        for name, value in before.items():
            with suppress(KeyError):
                del os.environ[name]
            if value is not None:
                os.environ[name] = value
