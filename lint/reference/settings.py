"""The environment variables that the code reads, each with what it means."""

from __future__ import annotations

import re
from pathlib import Path

import attestry
from lint.reference.page import page, table

_READ = re.compile(r"""environ(?:\.get\(|\[)\s*["'](ATTESTRY_[A-Z_]+)["']""")

_MEANS = {
    "ATTESTRY_DEBUG": (
        "off",
        "`1` shows faults in the browser with their cause. Never where others reach it.",
    ),
    "ATTESTRY_EVIDENCE_BUCKET": (
        "the home's folder",
        "Keeps sealed bytes in `s3://bucket/prefix`, [locked](../how-to/keep-evidence-in-a-bucket.md).",
    ),
    "ATTESTRY_EVIDENCE_CACHE_MB": ("`4096`", "How much of the bucket may lie on this disk as copies."),
    "ATTESTRY_EVIDENCE_ENDPOINT": ("Amazon S3", "The address of another server that speaks S3."),
    "ATTESTRY_EVIDENCE_LOCK_DAYS": ("none", "For how many days each object is locked; a bucket needs it."),
    "ATTESTRY_EVIDENCE_LOCK_MODE": (
        "`COMPLIANCE`",
        "`GOVERNANCE` lets an administrator of the bucket end a lock; `COMPLIANCE` lets nobody.",
    ),
    "ATTESTRY_FIRM_CERTIFICATE": (
        "off",
        "PKCS #12 file of the certificate that [signs](../how-to/write-the-opinion.md) the firm's reports.",
    ),
    "ATTESTRY_FIRM_CERTIFICATE_PASSWORD": ("none", "What opens that file."),
    "ATTESTRY_HOME": ("`~/.attestry`", "The folder that holds everything of one organization."),
    "ATTESTRY_HOSTS": ("loopback", "The names that the server answers to, separated by commas."),
    "ATTESTRY_LOG": ("`WARNING`", "`INFO` or `DEBUG` for more than warnings."),
    "ATTESTRY_ORIGINS": (
        "none",
        "The whole addresses that forms may come from, separated by commas; links carry the first.",
    ),
    "ATTESTRY_PRIVATE_HOSTS": (
        "none",
        "Hosts, separated by commas, that may be reached at a private address; `*`: every host.",
    ),
    "ATTESTRY_PROXIES": (
        "none",
        "Networks of proxies, separated by commas, whose `X-Forwarded-For` is believed; nobody else's is.",
    ),
    "ATTESTRY_SMTP_FROM": ("`attestry@localhost`", "Who mails are from."),
    "ATTESTRY_SMTP_HOST": ("off", "The mail server that [notices](../how-to/remind-people.md) go through."),
    "ATTESTRY_SMTP_PASSWORD": ("none", "What the mail server asks for beside the user."),
    "ATTESTRY_SMTP_PORT": ("`587`", "The port of the mail server; `465` where its security is `tls`."),
    "ATTESTRY_SMTP_SECURITY": ("`starttls`", "`starttls`, `tls`, or `none` for a server on this machine."),
    "ATTESTRY_SMTP_USER": ("none", "Who signs in at the mail server; left out where it asks nobody."),
    "ATTESTRY_SPARK_MASTER": (
        "none",
        "The [Spark master](../how-to/outgrow-one-machine.md) that answers control tests: `spark://host:7077`.",
    ),
    "ATTESTRY_STAMP_AUTHORITY": (
        "off",
        "The http or https address of a time-stamp authority (RFC 3161) that stamps signed roots.",
    ),
    "ATTESTRY_STAMP_ROOTS": (
        "none",
        "The PEM file of root certificates that stamps may end at; `attestry verify` holds all to it.",
    ),
    "ATTESTRY_TLS": ("off", "`1` behind a proxy that speaks TLS: cookies then travel only that way."),
    "ATTESTRY_TRUST_HOST": (
        "none",
        "The [trust center](../how-to/open-a-trust-center.md)'s own host; mailed links lead readers to it.",
    ),
}


def settings() -> str:
    """Every variable with its default. Raises KeyError for one that is read and not explained."""
    said = (
        "Everything that is set from outside is an environment variable. Everything else is set on the "
        "pages, by a named person, and stands in the journal."
    )
    rows = ((f"`{name}`", *_MEANS[name]) for name in sorted(read_by_the_code()))
    return page("Settings", said, table(("Variable", "Left out", "Means"), rows))


def read_by_the_code() -> set[str]:
    """The names that some module of the package reads from the environment."""
    modules = Path(attestry.__file__).parent.rglob("*.py")
    texts = (path.read_text(encoding="utf-8") for path in modules if "tests" not in path.parts)
    return {name for text in texts for name in _READ.findall(text)}
