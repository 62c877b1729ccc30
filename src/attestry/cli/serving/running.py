"""A home being served: its web server, and the line that runs beside it when it is due."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from types import FrameType
from typing import Self

from django.conf import settings
from django.urls import reverse

from attestry import pipeline
from attestry.audit_packages.queries import pending
from attestry.cli.progress import Progress
from attestry.cli.serving import children, lock
from attestry.cli.serving.address import Page, reachable, wait_for
from attestry.cli.serving.web_server import WebServer
from attestry.evidence.stamps import is_due as stamp_is_due
from attestry.kit import clock
from attestry.kit.errors import Unavailable
from attestry.notices.queries.outbox import is_due as notices_due
from attestry.project.home import Home
from attestry.remediation.queries.reminders import is_due as reminders_due
from attestry.remediation.queries.trackers import is_due as trackers_due

_LOOK_EVERY_SECONDS = 5.0

Child = subprocess.Popen[bytes]


class Running:
    """The line beside a web server. Leaving the block ends what runs of it, whatever happened."""

    def __init__(self, home: Home, server: WebServer) -> None:
        self._home = home
        self._server = server
        self._line: Child | None = None
        self._stop = threading.Event()

    @property
    def address(self) -> str:
        """Where a browser finds the first page."""
        if settings.CSRF_TRUSTED_ORIGINS:
            return str(settings.CSRF_TRUSTED_ORIGINS[0])
        host, port = reachable(self._server.host), self._server.port
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told_to_stop)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._line is not None:
            children.end(self._line)

    def wait_for_server(self) -> bool:
        """Wait until the sign-in page answers, and tell other commands where. False: told to stop."""
        name = next((host for host in settings.ALLOWED_HOSTS if host not in ("*", "")), "localhost")
        page = Page(self._server.host, self._server.port, name.lstrip("."), reverse("sign_in"))
        try:
            wait_for(page, is_running=self._serves)
        except Unavailable:
            if self._stop.is_set():
                return False
            raise
        lock.announce(self._home, lock.Listening(os.getpid(), self.address))
        return True

    def first_line(self, progress: Progress) -> None:
        """Collect and test for the first time, before anybody looks."""
        if self._home.organization().is_sample:
            return
        progress("Collecting and testing for the first time")
        self._start_line()
        while self._line is not None and self._line.poll() is None and not self._stop.wait(0.2):
            pass

    def until_told_to_stop(self) -> None:
        """Run the line whenever it is due, until a signal comes.

        Raises Unavailable where the web server ends by itself.
        """
        while not self._stop.is_set():
            if not self._serves():
                raise Unavailable(
                    "The web server ended by itself.",
                    next_step="Read its messages above and run “attestry up” again.",
                )
            if self._is_idle() and self._is_due():
                self._start_line()
            self._stop.wait(_LOOK_EVERY_SECONDS)

    def _is_idle(self) -> bool:
        return self._line is None or self._line.poll() is not None

    def _is_due(self) -> bool:
        """Whether the line has anything to do. In a sample company's home there is nothing to read."""
        now = clock.now()
        if pipeline.due(now) or stamp_is_due(now) or bool(pending()):
            return True
        return not self._home.organization().is_sample and (
            reminders_due(now) or notices_due(now) or trackers_due(now)
        )

    def _start_line(self) -> None:
        self._line = children.start("attestry", ["line", "--leashed"])

    def _serves(self) -> bool:
        return self._server.is_running() and not self._stop.is_set()

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
