"""The time stamps of a package (RFC 3161): each over the signed note of its root, and whose they are."""

from __future__ import annotations

import orjson

from attestry.audit_packages.reading import PackageFile
from attestry.audit_packages.records import MISREAD
from attestry.audit_packages.rules import layout
from attestry.audit_packages.rules.answer import Answer
from attestry.kit.errors import Broken, Invalid
from attestry.kit.timestamps import trusted, verify


def check_stamps(package: PackageFile, answer: Answer) -> None:
    """Check each stamp as of its own time; notes in ``answer`` what does not hold, and whose the rest are."""
    notes = {}
    for line in package.lines_of(layout.CHECKPOINTS):
        try:
            said = orjson.loads(line)
            notes[said["size"]] = said["note"]
        except MISREAD:
            continue  # noted where the checkpoints were checked
    for line in package.lines_of(layout.STAMPS):
        answer.counted.stamps += 1
        try:
            said = orjson.loads(line)
            where = f"stamp over {said['size']}"
            trust = trusted(str(said["certificates"]).encode("ascii"))
            facts = verify(bytes.fromhex(said["answer"]), notes[said["size"]].encode(), trust)
            answer.stamped[facts.authority, facts.root] += 1
        except (Broken, Invalid) as refusal:
            answer.add(where, refusal.message)
        except MISREAD:
            answer.add(f"stamp {answer.counted.stamps}", "does not say what a stamp says")
