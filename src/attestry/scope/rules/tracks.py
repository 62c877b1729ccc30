"""Which frameworks come besides SOC 2, in which order: from markets and data, with the reason of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from attestry.scope.rules.wizard import Answers

HIPAA = "hipaa"
HEALTH_BLOCKER = (
    "Health data are held and no HIPAA track is started. Where the law applies it is not optional, and no "
    "report stands in for it."
)


class Market(StrEnum):
    """Where customers, or the people whose data are held, are."""

    US = "us"
    CALIFORNIA = "california"
    EU = "eu"
    UK = "uk"
    BRAZIL = "brazil"
    INDIA = "india"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> str:
        """The market as a person would say it."""
        return {
            "us": "United States",
            "california": "Consumers in California, above the law's thresholds",
            "eu": "European Union or the EEA",
            "uk": "United Kingdom",
            "brazil": "Brazil",
            "india": "India",
        }.get(self.value, "Elsewhere")


_AT_HOME = frozenset({Market.US, Market.CALIFORNIA})
# A duty of law by the market that brings it: the framework's family and why.
_LAWS: tuple[tuple[Market, str, str], ...] = (
    (Market.EU, "gdpr", "People in the European Union are protected wherever their data are handled."),
    (Market.UK, "gdpr", "The United Kingdom keeps a law of its own that follows the GDPR closely."),
    (Market.CALIFORNIA, "ccpa", "Consumers in California may know, delete and opt out."),
    (Market.BRAZIL, "lgpd", "People in Brazil are protected wherever their data are handled."),
    (Market.INDIA, "dpdp", "India's law covers digital personal data of people there."),
)


_WHY = {
    "tsc": "What customers in the United States ask for.",
    "hipaa": "Health data are held: where HIPAA applies, it binds.",
    "iso27001": "Customers elsewhere usually ask for this certificate. Most controls serve both.",
}
_TITLES = {
    "tsc": "SOC 2",
    "iso27001": "ISO/IEC 27001",
    "hipaa": "HIPAA",
    "gdpr": "GDPR duties",
    "ccpa": "CCPA duties",
    "lgpd": "LGPD duties",
    "dpdp": "DPDP duties",
}
_VOLUNTARY = frozenset({"tsc", "iso27001"})
FAMILIES = tuple(family for family in _TITLES if family != "tsc")


@dataclass(frozen=True, slots=True)
class TrackAdvice:
    """A framework to work on, and why."""

    family: str
    reason: str

    @property
    def title(self) -> str:
        """Its name as this list says it."""
        return track_title(self.family)

    @property
    def is_law(self) -> bool:
        """Whether a law asks for it, and not customers."""
        return self.family not in _VOLUNTARY


def track_title(family: str) -> str:
    """A framework's name as this list says it."""
    return _TITLES.get(family, family)


def ordered_tracks(answers: Answers, *, holds_health: bool) -> tuple[TrackAdvice, ...]:
    """The frameworks to work on, in order: what binds at once, what customers read, what law asks for."""
    markets = {Market(one) for one in answers.markets if one in set(Market)}
    found = {HIPAA: _WHY[HIPAA]} if holds_health else {}
    found["tsc"] = _WHY["tsc"]
    if markets - _AT_HOME:
        found["iso27001"] = _WHY["iso27001"]
    for market, family, reason in _LAWS:
        if market in markets:
            found.setdefault(family, reason)
    return tuple(TrackAdvice(family, reason) for family, reason in found.items())


def blockers(*, holds_health: bool, started: Collection[str]) -> tuple[str, ...]:
    """What stands in the way until a track is started."""
    return (HEALTH_BLOCKER,) if holds_health and HIPAA not in started else ()
