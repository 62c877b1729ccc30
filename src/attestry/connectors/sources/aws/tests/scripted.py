"""A server that answers calls of services that speak JSON from a recording, page by page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

IDENTITY = (
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/reader</Arn>"
    "<UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
)


@contextmanager
def answering_server(recorded: list[dict[str, Any]]) -> Iterator[str]:
    """The address; each recorded exchange has an operation, what the question contains, and the answer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(recorded))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(recorded: list[dict[str, Any]], operation: str, question: dict[str, Any]) -> dict[str, Any]:
    for exchange in recorded:
        asked: dict[str, Any] = {"NextToken": None, **exchange["question"]}
        if exchange["operation"] == operation and asked.items() <= {"NextToken": None, **question}.items():
            answer: dict[str, Any] = exchange["answer"]
            return answer
    return {"Events": []}


def _handler(recorded: list[dict[str, Any]]) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_arguments: Any) -> None:
            pass

        def answered(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            operation = self.headers.get("x-amz-target", "").rpartition(".")[2]
            content = (
                IDENTITY if not operation else json.dumps(_answer(recorded, operation, json.loads(body)))
            )
            self.send_response(200)
            self.send_header("content-length", str(len(content.encode())))
            self.end_headers()
            self.wfile.write(content.encode())

    Answering.do_POST = Answering.answered  # type: ignore[attr-defined]
    return Answering
