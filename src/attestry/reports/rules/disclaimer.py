"""The disclaimers on reports, in code so that no template can leave them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DISCLAIMER = (
    "This is general information made by software from an organization's own records. It is not legal or "
    "audit advice, not an attestation, not an opinion of a certified public accountant, and not a SOC 2 "
    "report. Nobody independent has examined it."
)
SHORT_DISCLAIMER = "Not legal or audit advice, not an attestation, not a SOC 2 report."
DISCLAIMER_VERSION = "1"
DISCLAIMER_ON = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """What a cover says at its foot, and every page below its text."""

    words: str
    short: str
    version: str
    since_on: date


OF_THE_HOUSE = Disclaimer(DISCLAIMER, SHORT_DISCLAIMER, DISCLAIMER_VERSION, DISCLAIMER_ON)
# A service auditor's report is the firm's: it is an attestation, and the software vouches for nothing in it.
BESIDE_A_FIRM = Disclaimer(
    "Typeset by software from records that were sealed. The opinion, the tests and their results are the "
    "firm's that signs this report; the assertion and the description are management's. The "
    "software examined "
    "nothing, gives no opinion, and vouches for neither.",
    "Opinion, tests and results are the firm's. The software vouches for none of them.",
    "1",
    date(2026, 11, 27),
)
# A bridge letter is management's: signed by an officer, and nobody's but theirs.
OF_A_LETTER = Disclaimer(
    "Written and signed by management; software put it together from the organization's own records. It is "
    "not legal or audit advice, not an attestation, not an opinion of a certified public accountant, and no "
    "part of any SOC 2 report. It carries no auditor's assurance: nobody independent has examined it.",
    "Management's own word. No auditor's assurance, not an attestation.",
    "1",
    date(2026, 11, 27),
)
# An agreement is between two companies: the software wrote down who signed which text, and gives no advice.
OF_AN_AGREEMENT = Disclaimer(
    "The text is the organization's own, and the signature is whose it says. Software wrote down who signed "
    "which text when and from where. It is not legal advice, not an attestation, and no part of any report.",
    "A record of who signed which text when. Not legal advice, not an attestation.",
    "1",
    date(2026, 11, 27),
)
