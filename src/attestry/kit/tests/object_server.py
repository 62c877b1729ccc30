"""A real S3 server on this machine: SeaweedFS, which enforces Object Lock and IAM policies, on free ports.

Beside it a way there that can be cut, or made to damage what passes.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

import attestry

BUCKET, PREFIX = "evidence", "example/"
PATIENCE_SECONDS = 60.0
_WEED = Path(sys.executable).with_name("weed")
_GUIDE = Path(attestry.__file__).parents[2] / "docs/how-to/keep-evidence-in-a-bucket.md"


@dataclass
class ObjectServer:
    """The server's address, and clients of it by who they are; each one's secret is made of the name."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, name: str = "administrator"):
        return boto3.client(
            "s3",
            endpoint_url=self.address,
            aws_access_key_id=name,
            aws_secret_access_key=secret_of(name),
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 2}),
        )

    def make_bucket(self, name: str = BUCKET, *, is_locked: bool = True) -> None:
        self.client().create_bucket(Bucket=name, ObjectLockEnabledForBucket=is_locked)


def secret_of(name: str) -> str:
    return f"{name}-secret"


def as_the_guide_says(bucket: str = BUCKET, prefix: str = PREFIX) -> str:
    """The policy that the guide gives Attestry's credentials, for this bucket."""
    text = re.search(r"```json\n(.*?)```", _GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    return text.replace("acme-evidence/attestry/", f"{bucket}/{prefix}").replace("acme-evidence", bucket)


def _identities(policy: str) -> dict:
    def identity(name, **may):
        return {"name": name, "credentials": [{"accessKey": name, "secretKey": secret_of(name)}], **may}

    return {
        "identities": [
            identity("administrator", actions=["Admin", "Read", "Write", "List", "Tagging"]),
            identity("attestry", policyNames=["attestry"]),
            identity("reader", actions=[f"Read:{BUCKET}", f"List:{BUCKET}"]),
        ],
        "policies": [{"name": "attestry", "content": policy}],
    }


@contextmanager
def served(folder: Path) -> Iterator[ObjectServer]:
    """A server whose one bucket locks what it keeps; gone when the block ends."""
    settings = folder / "identities.json"
    settings.write_text(json.dumps(_identities(as_the_guide_says())))
    data = folder / "data"
    data.mkdir()
    names = ("master", "volume", "filer", "s3")
    ports = dict(zip((*names, *(f"{name}.grpc" for name in names)), free_ports(8), strict=True))
    if sys.platform != "linux":
        pytest.skip("the server is installed on Linux alone")
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [_WEED, "server", f"-dir={data}", *_only_here(ports), f"-s3.config={settings}"],
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    server = ObjectServer(ports["s3"], folder, process)
    try:
        _wait_for(server)
        server.make_bucket()
        yield server
    finally:
        process.kill()  # told to end, it waits for half a minute
        process.wait(timeout=20)
        for port in ports.values():
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                left.unlink(missing_ok=True)


def _only_here(ports: dict[str, int]) -> list[str]:
    """Nothing listens but on loopback, and nobody is told that it runs."""
    listening = [
        f"-{name.replace('.grpc', '.port.grpc') if '.' in name else f'{name}.port'}={port}"
        for name, port in ports.items()
    ]
    return [
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-master.telemetry=false",
        "-filer",
        "-s3",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-s3.autoCreateBucket=false",
        "-master.volumeSizeLimitMB=64",
        "-volume.max=0",
        *listening,
    ]


def _wait_for(server: ObjectServer) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError((server.folder / "server.log").read_text()[-2000:])
        with contextlib.suppress(BotoCoreError, ClientError):
            server.client().list_buckets()
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on, all different."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@dataclass
class Way:
    """A way to a server; ``is_cut`` ends every connection, ``damage`` swaps bytes that come back."""

    target: int
    is_cut: bool = False
    damage: tuple[bytes, bytes] | None = None
    cut_after_requests: bytes = b""
    port: int = 0
    open: list[socket.socket] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """From now on nobody gets through."""
        self.is_cut = True
        for one in self.open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.is_cut, self.damage, self.cut_after_requests = False, None, b""

    def _carry(self, source: socket.socket, target: socket.socket, *, is_back: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if self.is_cut:
                    break
                if is_back and self.damage:
                    data = data.replace(*self.damage)
                if not is_back and self.cut_after_requests and self.cut_after_requests in data:
                    self.cut()
                    break
                target.sendall(data)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _answer(self, one: socket.socket) -> None:
        with one, socket.create_connection(("127.0.0.1", self.target)) as other:
            self.open += [one, other]
            back = threading.Thread(
                target=self._carry, args=(other, one), kwargs={"is_back": True}, daemon=True
            )
            back.start()
            self._carry(one, other, is_back=False)
            back.join()

    def accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                one, _ = listening.accept()
                if self.is_cut:
                    one.close()
                    continue
                threading.Thread(target=self._answer, args=(one,), daemon=True).start()


@contextmanager
def way_to(server: ObjectServer) -> Iterator[Way]:
    """A way to the server that a test can cut."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        way = Way(server.port, port=listening.getsockname()[1])
        threading.Thread(target=functools.partial(way.accept, listening), daemon=True).start()
        try:
            yield way
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            way.cut()


def credentials(name: str) -> dict[str, str]:
    """The environment of a process that signs as this one."""
    return {
        "AWS_ACCESS_KEY_ID": name,
        "AWS_SECRET_ACCESS_KEY": secret_of(name),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
