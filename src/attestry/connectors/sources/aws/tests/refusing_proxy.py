"""A proxy before the emulator that refuses, slows down or cuts the answers a test names."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


class Fault(Enum):
    """What happens to a call: refused, throttled, cut in the middle, or answered with nonsense."""

    DENY = "AccessDenied"
    THROTTLE = "ThrottlingException"
    CUT = "cut"
    GARBAGE = "garbage"


@dataclass(slots=True)
class RefusingProxy:
    """Faults by what a request must contain (method, path, headers and body as one text)."""

    upstream: str
    address: str = ""
    faults: dict[str, Fault] = field(default_factory=dict)
    spared: dict[str, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fail(self, containing: str, fault: Fault, *, after: int = 0) -> None:
        """From now on, calls with that text fail; the first ``after`` of them do not."""
        self.faults[containing] = fault
        self.spared[containing] = after

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Counts a request while it is answered."""
        with self.lock:
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            yield
        finally:
            with self.lock:
                self.in_flight -= 1

    def fault_of(self, request: str) -> Fault | None:
        """The fault of a request, counting those that are spared."""
        with self.lock:
            self.seen.append(request)
            for containing, fault in self.faults.items():
                if containing in request:
                    self.spared[containing] -= 1
                    return fault if self.spared[containing] < 0 else None
        return None


@contextmanager
def refusing_proxy(upstream: str) -> Iterator[RefusingProxy]:
    """A running proxy before ``upstream``."""
    proxy = RefusingProxy(upstream)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(proxy))
    proxy.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(proxy: RefusingProxy) -> type[BaseHTTPRequestHandler]:
    class Relay(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_arguments: Any) -> None:
            pass

        def relay(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            target = self.headers.get("x-amz-target", "")
            said = f"{self.command} {self.path} {target} {body.decode(errors='replace')}"
            match proxy.fault_of(said):
                case Fault.DENY:
                    self.refuse(403, Fault.DENY.value, is_json=bool(target))
                case Fault.THROTTLE:
                    self.refuse(400, Fault.THROTTLE.value, is_json=bool(target))
                case Fault.GARBAGE:
                    self.answer(200, b"<html>a page of some other box", {"content-type": "text/html"})
                case Fault.CUT:
                    self.cut(body)
                case None:
                    self.answer(*self.forwarded(body))

        def forwarded(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
            with proxy.under_way():
                return self.fetched(body)

        def fetched(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
            there = http.client.HTTPConnection(urlsplit(proxy.upstream).netloc, timeout=60)
            there.request(self.command, self.path, body, dict(self.headers.items()))
            answer = there.getresponse()
            content = answer.read()
            there.close()
            return answer.status, content, {"content-type": answer.headers.get("content-type", "")}

        def refuse(self, status: int, code: str, *, is_json: bool) -> None:
            words = f"<Error><Code>{code}</Code><Message>no</Message></Error>"
            content = f'{{"__type": "{code}", "message": "no"}}' if is_json else self.wrapped(words)
            self.answer(status, content.encode(), {"content-type": "text/xml"})

        def wrapped(self, words: str) -> str:
            """S3 puts the error at the top; the services that speak in queries wrap it."""
            return words if self.command == "GET" else f"<ErrorResponse>{words}</ErrorResponse>"

        def cut(self, body: bytes) -> None:
            status, content, headers = self.forwarded(body)
            self.send_response(status)
            self.send_header("content-type", headers["content-type"])
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2])
            self.close_connection = True

        def answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    for method in ("GET", "POST", "PUT", "HEAD", "DELETE"):
        setattr(Relay, f"do_{method}", Relay.relay)
    return Relay
