"""The sample company as its files tell it, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from attestry.kit.content import library, load_yaml
from attestry.sample_company.content.cloud import Cloud
from attestry.sample_company.content.diary import Deed, Diary, Habits
from attestry.sample_company.content.estate import Estate
from attestry.sample_company.content.examination import ExaminationsFile
from attestry.sample_company.content.outsiders import Outsiders
from attestry.sample_company.content.people import People, Person, Profile
from attestry.sample_company.content.program import Program
from attestry.sample_company.content.registers import Registers
from attestry.sample_company.content.story import Story
from attestry.sample_company.content.systems import Systems

WAGEWREN = "wagewren"


@dataclass(frozen=True, eq=False)
class Company:
    """Everything that the files say."""

    folder: Path
    profile: Profile
    people: tuple[Person, ...]
    systems: Systems
    registers: Registers
    cloud: Cloud
    estate: Estate
    program: Program
    story: Story
    habits: Habits | None
    examinations: ExaminationsFile | None
    outsiders: Outsiders
    deeds: tuple[Deed, ...]

    @cached_property
    def person(self) -> dict[str, Person]:
        """Everybody who ever worked there, by number."""
        return {one.id: one for one in self.people}

    @cached_property
    def logins(self) -> frozenset[str]:
        """What everybody who ever worked there signs in with."""
        return frozenset(one.login for one in self.people)

    def address(self, person: str) -> str:
        """The work mail address of the person with this number."""
        return f"{self.person[person].login}@{self.profile.domain}"

    def working(self, day: int) -> list[Person]:
        """Who works there on a day."""
        return [one for one in self.people if one.works_on(day)]


@lru_cache
def company(name: str = WAGEWREN) -> Company:
    """A company of the library. Raises Invalid with ``file:line: key: reason`` for a broken file."""
    folder = library() / "companies" / name
    return Company(
        folder=folder,
        profile=load_yaml(folder / "company.yaml", Profile),
        people=load_yaml(folder / "people.yaml", People).people,
        systems=load_yaml(folder / "systems.yaml", Systems),
        registers=load_yaml(folder / "registers.yaml", Registers),
        cloud=load_yaml(folder / "cloud.yaml", Cloud),
        estate=load_yaml(folder / "estate.yaml", Estate),
        program=load_yaml(folder / "program.yaml", Program),
        story=load_yaml(folder / "story.yaml", Story),
        habits=load_yaml(folder / "habits.yaml", Habits),
        examinations=load_yaml(folder / "examination.yaml", ExaminationsFile),
        outsiders=load_yaml(folder / "outsiders.yaml", Outsiders),
        deeds=tuple(
            deed
            for path in sorted((folder / "diary").glob("*.yaml"))
            for deed in load_yaml(path, Diary).deeds
        ),
    )
