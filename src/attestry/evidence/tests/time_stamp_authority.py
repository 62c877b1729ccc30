"""A real time-stamp authority on loopback: OpenSSL's certificates and OpenSSL's answers, over HTTP.

``python -m attestry.evidence.tests.time_stamp_authority FOLDER`` runs one for a trial until Ctrl-C.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NAME = "Trial Time Stamp Authority"

_AUTHORITY = """
[ca]
default_ca = made
[made]
database = {folder}/index.txt
rand_serial = yes
unique_subject = no
new_certs_dir = {folder}
default_md = sha256
policy = names
[names]
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[between]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[stamps]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = made_tsa
[made_tsa]
serial = {folder}/stamp-serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def openssl(*arguments: str | Path, data: bytes = b"") -> bytes:
    """What OpenSSL says on standard output."""
    done = subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass(frozen=True)
class Certificates:
    """A root, one certificate between, and one that stamps; each with its key, in a folder."""

    folder: Path

    @property
    def roots(self) -> Path:
        """The PEM file that an operator would trust."""
        return self.folder / "root.pem"

    @property
    def chain(self) -> Path:
        """Root and link in one file, for an authority that sends only its own certificate."""
        path = self.folder / "chain.pem"
        path.write_text((self.folder / "root.pem").read_text() + (self.folder / "between.pem").read_text())
        return path

    def answer(self, query: bytes, *, with_chain: bool = True) -> bytes:
        """OpenSSL's answer to a request."""
        chain = ("-chain", self.chain) if with_chain else ()
        with tempfile.NamedTemporaryFile(dir=self.folder) as asked:
            asked.write(query)
            asked.flush()
            return openssl(
                "ts", "-reply", "-config", self.folder / "made.cnf", "-queryfile", asked.name,
                "-inkey", self.folder / "stamps.key", "-signer", self.folder / "stamps.pem", *chain,
            )  # fmt: skip


def certificates(
    folder: Path,
    *,
    name: str = NAME,
    since: datetime = LONG_AGO,
    until: datetime | None = None,
) -> Certificates:
    """Certificates made by ``openssl ca``, valid until tomorrow; the one that stamps in [since, until)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "made.cnf").write_text(_AUTHORITY.format(folder=folder))
    (folder / "index.txt").touch()
    (folder / "stamp-serial").write_text("01")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for kind, said, signer, first, last in (
        ("root", f"{name} Root", None, LONG_AGO, tomorrow),
        ("between", f"{name} Link", "root", LONG_AGO, tomorrow),
        ("stamps", name, "between", since, until or tomorrow),
    ):
        _issue(folder, kind, said, signer, (first, last))
    return Certificates(folder)


def _issue(folder: Path, kind: str, name: str, signer: str | None, valid: tuple[datetime, datetime]) -> None:
    key, asked = folder / f"{kind}.key", folder / f"{kind}.csr"
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
    openssl("req", "-new", "-key", key, "-subj", f"/CN={name}", "-out", asked)
    by = ("-cert", folder / f"{signer}.pem", "-keyfile", folder / f"{signer}.key") if signer else (
        "-selfsign", "-keyfile", key,
    )  # fmt: skip
    openssl(
        "ca", "-batch", "-notext", "-config", folder / "made.cnf", "-extensions", kind, *by,
        "-startdate", f"{valid[0]:%Y%m%d%H%M%SZ}", "-enddate", f"{valid[1]:%Y%m%d%H%M%SZ}",
        "-in", asked, "-out", folder / f"{kind}.pem",
    )  # fmt: skip


Answer = tuple[int, bytes]


@dataclass
class Authority:
    """The authority as a test speaks of it. ``answers`` takes a request; ``queries``: what it was asked."""

    certificates: Certificates
    port: int = 0
    queries: list[bytes] = field(default_factory=list)
    answers: Callable[[bytes], Answer] | None = None

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.port}/tsa"

    def reply(self, query: bytes) -> Answer:
        """What it answers now."""
        self.queries.append(query)
        return self.answers(query) if self.answers else (200, self.certificates.answer(query))

    def is_down(self, answers: Callable[[bytes], Answer] = lambda _: (503, b"")) -> None:
        """From now on it answers so."""
        self.answers = answers

    def is_up_again(self) -> None:
        """From now on it stamps."""
        self.answers = None


@contextmanager
def served(made: Certificates, *, port: int = 0) -> Iterator[Authority]:
    """The authority, listening on loopback; port 0 means a free one."""
    authority = Authority(made)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            status, body = authority.reply(query)
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked may not want all of it
                self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        authority.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield authority
        finally:
            server.shutdown()
            thread.join()


def trial(folder: Path) -> None:
    """Serve an authority whose certificates lie in ``folder``, made there the first time."""
    made = Certificates(folder) if (folder / "stamps.pem").is_file() else certificates(folder)
    with served(made, port=3161) as authority, suppress(KeyboardInterrupt):
        sys.stdout.write(f"ATTESTRY_STAMP_AUTHORITY={authority.address}\nATTESTRY_STAMP_ROOTS={made.roots}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    trial(Path(sys.argv[1]).resolve())
