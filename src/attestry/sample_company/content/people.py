"""Who the company is and who works there: company.yaml and people.yaml."""

from __future__ import annotations

from attestry.kit.content import Content


class Profile(Content):
    """company.yaml: who the company is."""

    name: str
    domain: str
    product: str
    summary: str
    opening_day: int


class Person(Content):
    """Somebody who works or worked there; ``starts`` and ``ends`` are the first and last working day."""

    id: str
    name: str
    login: str
    title: str
    department: str
    kind: str
    manager: str | None
    starts: int
    ends: int | None = None

    def works_on(self, day: int) -> bool:
        """Whether the day is one of theirs."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


class People(Content):
    """people.yaml."""

    people: tuple[Person, ...]
