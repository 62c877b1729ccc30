"""The public page under 200 requests a second for a minute, and the program's own pages meanwhile.

    python benchmarks/bench_trust_center.py [--home FOLDER] [--rate 200] [--seconds 60]

A home that shows everything it may (``trust_home.py``) is served by ``attestry up``. A process of its own
asks for the public page at the given rate over loopback, from 200 addresses (127.0.1.0/24), with query
strings that are all different. Meanwhile pages of the program are asked for one after the other by
somebody who is signed in, and before that as many without the load. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench_start import free_port

BUDGET_P95 = 300.0
ADDRESSES, CONNECTIONS, QUIET_SECONDS, ENOUGH_SECONDS = 200, 50, 20, 300.0
PAGES = ("/", "/controls/", "/tests/", "/criteria/", "/evidence/", "/vendors/", "/policies/",
         "/risks/", "/customers/", "/journal/", "/trust-center/", "/controls/IAM-02/")  # fmt: skip
HERE = Path(__file__).parent


def main() -> None:
    """Make the home, serve it, ask without and with the load, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, help="keep the home here, and use the one that is there")
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--client", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.client:
        print(json.dumps(asyncio.run(load(asked.client, asked.rate, asked.seconds))))
        return
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        home = asked.home or Path(folder) / "home"
        cookie = made(home)
        port = free_port()
        with served(home, port):
            once(port, cookie)
            quiet = ask(port, cookie, QUIET_SECONDS)
            client = [sys.executable, __file__, "--client", str(port), "--rate", str(asked.rate)]
            client += ["--seconds", str(asked.seconds)]
            with subprocess.Popen(client, stdout=subprocess.PIPE, text=True) as loading:
                busy = ask(port, cookie, asked.seconds)
                said, _ = loading.communicate(timeout=asked.seconds + 60)
    show(asked.rate, json.loads(said), quiet, busy)


def made(home: Path) -> str:
    """Make the home unless it is there; a session of its administrator."""
    said = home.with_suffix(".json")
    if not said.is_file():
        command = [sys.executable, str(HERE / "trust_home.py"), str(home)]
        said.write_text(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    found = json.loads(said.read_text())
    print(f"shown: {found['shown']}")
    return str(found["cookie"])


@contextmanager
def served(home: Path, port: int) -> Iterator[None]:
    """The home, served as a person would."""
    environment = {**os.environ, "ATTESTRY_HOME": str(home)}
    command = [sys.executable, "-m", "attestry", "up", "--port", str(port)]
    with tempfile.TemporaryFile() as told:
        server = subprocess.Popen(command, env=environment, stdout=told, stderr=told, start_new_session=True)
        try:
            began = time.monotonic()
            while not answers(port):
                if time.monotonic() - began > ENOUGH_SECONDS or server.poll() is not None:
                    raise SystemExit("The server did not answer.")
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            server.wait(timeout=60)


def answers(port: int) -> bool:
    """Whether the public page is there."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/trust/")
        return connection.getresponse().status == 200
    except OSError:
        return False


def once(port: int, cookie: str) -> None:
    """Ask for every page once, so that the process has read its library."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for path in PAGES:
        status, _ = asked_once(connection, path, cookie)
        if status != 200:
            raise SystemExit(f"{path} answers {status}")


def ask(port: int, cookie: str, seconds: float) -> list[float]:
    """Milliseconds of the program's pages, one after the other for so long."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    spent, until, turn = [], time.monotonic() + seconds, 0
    while time.monotonic() < until:
        status, milliseconds = asked_once(connection, PAGES[turn % len(PAGES)], cookie)
        if status != 200:
            raise SystemExit(f"{PAGES[turn % len(PAGES)]} answers {status}")
        spent.append(milliseconds)
        turn += 1
    return spent


def asked_once(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[int, float]:
    """Ask for a page and read it to its end: the status, and milliseconds."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
    answer = connection.getresponse()
    answer.read()
    return answer.status, (time.perf_counter() - began) * 1000


async def load(port: int, rate: int, seconds: int) -> dict[str, object]:
    """Ask for the public page at a rate, whether or not earlier answers have come."""
    statuses: Counter[int] = Counter()
    spent: list[float] = []
    waiting: asyncio.Queue[tuple[int, float]] = asyncio.Queue()
    began = time.perf_counter()
    workers = [
        asyncio.create_task(worker(port, number, waiting, statuses, spent)) for number in range(CONNECTIONS)
    ]
    for number in range(rate * seconds):
        due = began + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        waiting.put_nowait((number, due))
    await asyncio.wait_for(waiting.join(), 60)
    took = time.perf_counter() - began
    for one in workers:
        one.cancel()
    spent.sort()
    return {
        "rate": sum(statuses.values()) / took,
        "statuses": dict(statuses),
        "p50": statistics.median(spent),
        "p95": spent[int(len(spent) * 0.95)],
    }


async def worker(
    port: int,
    number: int,
    waiting: asyncio.Queue[tuple[int, float]],
    statuses: Counter[int],
    spent: list[float],
) -> None:
    """One connection after the other, each from the next address for a hundred requests."""
    turn = number
    while True:
        source = (f"127.0.1.{1 + turn % ADDRESSES}", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=source)
        turn += CONNECTIONS
        for _ in range(100):
            asked, due = await waiting.get()
            try:
                statuses[await asked_at(reader, writer, asked)] += 1
            except (OSError, asyncio.IncompleteReadError):
                statuses[0] += 1
                break
            finally:
                spent.append((time.perf_counter() - due) * 1000)
                waiting.task_done()
        writer.close()


async def asked_at(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> int:
    """Ask for the page and read it to its end: the status."""
    writer.write(f"GET /trust/?n={number} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    await asyncio.wait_for(reader.readexactly(length), 30)
    return int(head[9:12])


def show(rate: int, said: dict[str, float], quiet: list[float], busy: list[float]) -> None:
    """The figures, each with its budget."""
    print(
        f"public page: {said['rate']:.0f} of {rate} requests a second, answers by status {said['statuses']}"
    )
    print(f"public page: p50 {said['p50']:.0f} ms, p95 {said['p95']:.0f} ms, from when each was due")
    for words, found in (("without load", quiet), ("with load", busy)):
        p50, p95 = statistics.median(found), sorted(found)[int(len(found) * 0.95)]
        print(f"program's pages {words}: {len(found)} requests, p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    print(
        f"ratio {sorted(busy)[int(len(busy) * 0.95)] / BUDGET_P95:.2f}  p95 with load of {BUDGET_P95:.0f} ms"
    )


if __name__ == "__main__":
    main()
