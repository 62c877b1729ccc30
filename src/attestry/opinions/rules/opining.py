"""The sentence of an opinion, for the kind that the firm chose: never chosen here (AT-C 205)."""

from __future__ import annotations

from attestry.opinions.rules.opinion import OpinionKind, Said, Subject

_AFFIRMED = {
    Subject.DESCRIPTION: "the description presents the system “{system}” as it was designed and implemented "
    "{when}, in accordance with the description criteria",
    Subject.DESIGN: "the controls stated in the description were suitably designed {when} to give reasonable "
    "assurance that the service commitments and system requirements would be met by the criteria, had they "
    "operated effectively, and had user entities and subservice organizations applied the controls that the "
    "design assumes of them",
    Subject.OPERATION: "the controls stated in the description operated effectively {when} "
    "to give reasonable "
    "assurance that the service commitments and system requirements were met by the criteria, as far as the "
    "controls assumed of user entities and subservice organizations operated effectively as well",
}
_DENIED = {
    Subject.DESCRIPTION: "the description does not present the system “{system}” {when} in "
    "accordance with the "
    "description criteria",
    Subject.DESIGN: "the controls stated in the description were not suitably designed "
    "{when} to give reasonable "
    "assurance that the service commitments and system requirements would be met by the criteria",
    Subject.OPERATION: "the controls stated in the description did not operate effectively {when} to give "
    "reasonable assurance that the service commitments and system requirements were met by the criteria",
}


def sentence_of(subject: Subject, said: Said, *, system: str, when: str, is_described: bool = True) -> str:
    """What the firm opines, in a sentence. A SOC 3 holds no description to state the controls in."""
    sentence = _sentence(subject, said, system, when)
    if is_described:
        return sentence
    return sentence.replace("the controls stated in the description", f"the controls within “{system}”")


def _sentence(subject: Subject, said: Said, system: str, when: str) -> str:
    about = f" with regard to {', '.join(said.criteria)}" if said.criteria else ""
    affirmed = _AFFIRMED[subject].format(system=system, when=when)
    if said.kind is OpinionKind.UNMODIFIED:
        return f"In our opinion, in all material respects, {affirmed}."
    if said.kind is OpinionKind.QUALIFIED:
        return (
            f"In our opinion, except for the matter described above{about}, in all "
            f"material respects, {affirmed}."
        )
    if said.kind is OpinionKind.ADVERSE:
        denied = _DENIED[subject].format(system=system, when=when)
        return f"In our opinion, because of the significance of the matter described above{about}, {denied}."
    return (
        f"Because of the significance of the matter described above{about}, we could not "
        f"obtain evidence that is "
        f"sufficient and appropriate as a basis for an opinion, and we give none on whether {affirmed}."
    )
