"""Who reads the company's report from outside: outsiders.yaml. They are no users of the house."""

from __future__ import annotations

from datetime import time

from attestry.kit.content import Content
from attestry.readers.rules.kinds import Purpose


class AskingFile(Content):
    """Somebody who asks to read the reports on offer, and proves the mailbox a little later."""

    day: int
    at: time
    name: str
    email: str
    company: str
    title: str
    purpose: Purpose
    words: str = ""


class AgreeingFile(Content):
    """A reader who signs the agreement in force, on a day."""

    day: int
    at: time
    email: str
    origin: str


class Outsiders(Content):
    """outsiders.yaml."""

    askings: tuple[AskingFile, ...] = ()
    agreeings: tuple[AgreeingFile, ...] = ()
